import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  eventQueueName,
  platformTagKeys,
  type PlatformTagKey,
} from '@streamflix/backstage-plugin-streamflix-common';
import { parseEventQueue } from './EventQueue';
import type { StreamflixSettings } from './StreamflixSettings';

/** The seconds of a duration longer than zero; undefined for anything else. */
function secondsOf(config: Config, key: string): number | undefined {
  try {
    const duration = readDurationFromConfig(config, { key });
    const seconds = durationToMilliseconds(duration) / 1000;
    return seconds > 0 ? seconds : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the value is an endpoint URL without credentials, which would end up in logs.
 *
 * @public
 */
export function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && !username && !password;
}

/**
 * Whether the value is a valid bucket name with its placeholders filled in. Source: AWS, "General purpose bucket naming rules".
 *
 * @public
 */
export function isBucketPattern(value: string): boolean {
  const name = value
    .replaceAll('{account}', '000000000000')
    .replaceAll('{region}', 'eu-west-2');
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

/** Secrets that environments may use by default. */
const defaultAllowedSecrets = ['streamflix/*'];

/** Images that tasks may run by default: the example's, and those in the environment's own registry. */
const defaultAllowedImages = [
  'public.ecr.aws/docker/library/nginx',
  '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}',
  '{account}.dkr.ecr.{region}.amazonaws.com.cn/repository-{suffix}',
];

/** An IAM name with its path, such as `streamflix-boundary` or `platform/streamflix-boundary`. Source: IAM, "IAM identifiers". */
const isIamName = (value: string): boolean =>
  /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/.test(value);

/** A pattern for secrets: the characters Secrets Manager allows, and `*`. */
const isSecretPattern = (value: string) =>
  /^[A-Za-z0-9/_+=.@*-]{1,512}$/.test(value);

/** A pattern for images: registry and repository, without tag or digest. Only `*` matches all registries. */
const isImagePattern = (value: string) =>
  (value === '*' || value.includes('/')) &&
  /^([a-z0-9._:/*-]|\{account\}|\{region\}|\{suffix\})+$/.test(value);

/** Source: "Best practices and strategies" of Tagging AWS resources; `streamflix:` is for the tags that identify environments. */
const isTagKey = (value: string) =>
  /^[\p{L}\p{N} _.:/=+@-]{1,128}$/u.test(value) &&
  !/^(aws|streamflix):/i.test(value);

/** Problems with the keys of the platform's tags. */
function tagKeyProblems(tagKeys: Readonly<Record<string, string>>): string[] {
  const isKnown = (key: string) =>
    (platformTagKeys as readonly string[]).includes(key);
  const keys = platformTagKeys.map(key => tagKeys[key] ?? key);
  const repeated = keys.find(
    (key, index) =>
      keys.findIndex(each => each.toLowerCase() === key.toLowerCase()) < index,
  );
  return [
    ...Object.keys(tagKeys)
      .filter(key => !isKnown(key))
      .map(
        key =>
          `streamflix.tags.keys.${key} is none of the platform's tags: ${platformTagKeys.join(
            ', ',
          )}.`,
      ),
    ...Object.entries(tagKeys)
      .filter(([, value]) => !isTagKey(value))
      .map(
        ([key]) =>
          `streamflix.tags.keys.${key} must be 1 to 128 letters, digits, spaces or .:/=+@-_, and not begin with aws: or streamflix:.`,
      ),
    // Source: IAM User Guide, "Tags for IAM resources": the keys of roles are case-insensitive.
    ...(repeated
      ? [
          `streamflix.tags.keys gives two tags the key ${repeated}: to roles, upper and lower case are the same.`,
        ]
      : []),
  ];
}

/**
 * Reads the `streamflix:` section.
 *
 * @throws InputError that lists every problem
 * @public
 */
export function readSettings(config: Config): StreamflixSettings {
  const section = config.getOptionalConfig('streamflix');
  const problems: string[] = [];
  const read = <T>(fallback: T, reader: (from: Config) => T | undefined): T => {
    try {
      return (section && reader(section)) ?? fallback;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return fallback;
    }
  };

  const before = problems.length;
  const regions = read<string[]>([], from =>
    from.getOptionalStringArray('regions'),
  );
  if (regions.length === 0 && problems.length === before) {
    problems.push(
      'streamflix.regions must list the AWS regions environments may live in, such as eu-west-2.',
    );
  }
  for (const [index, region] of regions.entries()) {
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
      problems.push(
        `streamflix.regions[${index}]: ${region} is not an AWS region.`,
      );
    }
  }

  const accounts = read<readonly Config[]>([], from =>
    from.getOptionalConfigArray('accounts'),
  ).map((account, index) => {
    const id = account.getOptional('id');
    if (typeof id !== 'string' || !/^\d{12}$/.test(id)) {
      // YAML reads digits without quotes as a number, which has no leading zeros.
      problems.push(
        `streamflix.accounts[${index}].id must be an AWS account id of 12 digits, in quotes.`,
      );
    }
    return {
      id: String(id),
      name: read(undefined, () => account.getOptionalString('name')),
    };
  });

  const endpoint = read<string | undefined>(undefined, from =>
    from.getOptionalString('aws.endpoint'),
  );
  if (endpoint !== undefined && !isEndpoint(endpoint)) {
    problems.push(
      'streamflix.aws.endpoint must be a URL such as http://127.0.0.1:4566, without credentials.',
    );
  }

  const patterns = (
    key: string,
    fallback: readonly string[],
    isPattern: (value: string) => boolean,
    example: string,
  ) => {
    const found = read<readonly string[]>(fallback, from =>
      from.getOptionalStringArray(key),
    );
    if (!found.every(isPattern)) {
      problems.push(
        `streamflix.${key} must list patterns such as ${example}; * stands for any characters.`,
      );
    }
    return found;
  };
  const allowedSecrets = patterns(
    'secrets.allow',
    defaultAllowedSecrets,
    isSecretPattern,
    'streamflix/*',
  );
  const allowedImages = patterns(
    'images.allow',
    defaultAllowedImages,
    isImagePattern,
    '{account}.dkr.ecr.{region}.amazonaws.com/video/*, without tag or digest',
  );

  const tagKeys = read<Partial<Record<PlatformTagKey, string>>>({}, from => {
    const keys = from.getOptionalConfig('tags.keys');
    return Object.fromEntries(
      (keys?.keys() ?? []).map(key => [key, keys?.getString(key) ?? '']),
    );
  });
  problems.push(...tagKeyProblems(tagKeys));

  const iamName = (key: string, what: string) => {
    const name = read<string | undefined>(undefined, from =>
      from.getOptionalString(key),
    );
    if (name !== undefined && !isIamName(name)) {
      problems.push(
        `streamflix.${key} must be the name of ${what}, with its path and without its ARN: every account has its own.`,
      );
    }
    return name;
  };
  const permissionsBoundary = iamName(
    'aws.permissionsBoundary',
    'a managed policy, such as streamflix-boundary',
  );
  // Roles that can change roles under this path could change their own boundary.
  if (permissionsBoundary?.startsWith('streamflix/')) {
    problems.push(
      'streamflix.aws.permissionsBoundary must not be under the path /streamflix/: roles that environments make could change it.',
    );
  }
  const executionRole = iamName(
    'aws.executionRole',
    'a role, such as streamflix-cloudformation',
  );

  const stagingBucket = read<string | undefined>(undefined, from =>
    from.getOptionalString('staging.bucket'),
  );
  if (stagingBucket !== undefined && !isBucketPattern(stagingBucket)) {
    problems.push(
      'streamflix.staging.bucket must be the name of an S3 bucket, such as templates-{account}-{region}; {account} and {region} are the only placeholders.',
    );
  }

  const eventQueues = read<readonly string[]>([], from =>
    from.getOptionalStringArray('events.queues'),
  ).flatMap((text, index) => {
    const queue = parseEventQueue(text);
    if (!queue) {
      problems.push(
        `streamflix.events.queues[${index}] must be the ARN of a standard SQS queue, such as arn:aws:sqs:eu-west-2:111122223333:${eventQueueName}, or its URL.`,
      );
    }
    return queue ?? [];
  });
  const arns = eventQueues.map(({ arn }) => arn);
  const repeated = arns.find((arn, index) => arns.indexOf(arn) < index);
  if (repeated) {
    problems.push(`streamflix.events.queues lists ${repeated} twice.`);
  }

  const duration = (key: string, fallback: number) => {
    if (!section?.has(key)) return fallback;
    const seconds = secondsOf(section, key);
    if (seconds === undefined) {
      problems.push(
        `streamflix.${key} must be a duration longer than zero, such as { seconds: 90 }, 90s or PT90S.`,
      );
    }
    return seconds ?? fallback;
  };
  const settings: StreamflixSettings = {
    regions,
    accounts,
    endpoint,
    allowedSecrets,
    allowedImages,
    tagKeys,
    permissionsBoundary,
    executionRole,
    stagingBucket,
    eventQueues,
    synthesisTimeout: duration('synthesis.timeout', 60),
    operationTimeout: duration('operation.timeout', 90 * 60) / 60,
    retryTimeout: duration('operation.retryTimeout', 30 * 60),
    pollInterval: duration('operation.pollInterval', 0.5) * 1000,
    refreshInterval: duration('refreshInterval', 60),
  };
  if (problems.length > 0) throw new InputError(problems.join(' '));
  return settings;
}
