import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { environmentInputSchema } from '@streamflix/backstage-plugin-streamflix-common';
import {
  type AwsAccess,
  createAwsAccess,
  isBucketPattern,
  isEndpoint,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Default region when a command names none: that of the AWS CLI. */
function regionOfEnvironment(): string | undefined {
  return process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
}

/** Flags that replace the `streamflix:` section of the app config. */
export interface AccessFlags {
  /** Endpoint used in place of AWS. */
  endpoint?: string;
  /** May contain `{account}` and `{region}`. */
  stagingBucket?: string;
  /** Name of the managed policy that is the permissions boundary of every role of an environment. */
  permissionsBoundary?: string;
  /** Name of the role that CloudFormation assumes. */
  executionRole?: string;
  /** Patterns of the secrets environments may use; all when missing, because in the terminal IAM decides. */
  allowSecrets?: string[];
  /** Patterns of the images tasks may run; all when missing. */
  allowImages?: string[];
  /** Keys of the platform's tags that differ: `CostCenter=cost-center`. */
  tagKey?: string[];
  /** Queues of events, by ARN or URL. */
  eventQueue?: string[];
}

/**
 * Access to AWS with the credentials of the AWS CLI and without a Backstage configuration: the user may use every region that the
 * credentials allow.
 */
export function createCliAccess(
  options: AccessFlags & { regions: readonly (string | undefined)[] },
): AwsAccess {
  const named = options.regions.filter(region => region !== undefined);
  const fallback = regionOfEnvironment();
  const regions = named.length > 0 || !fallback ? named : [fallback];
  const problems = regions.flatMap(region => {
    const { error } = environmentInputSchema.shape.region.safeParse(region);
    return error ? [`Region ${error.issues[0].message}; it is ${region}.`] : [];
  });
  if (regions.length === 0) {
    problems.push('There is no region: use --region, or set AWS_REGION.');
  }
  if (options.endpoint !== undefined && !isEndpoint(options.endpoint)) {
    problems.push(
      'The endpoint must be a URL such as http://127.0.0.1:4566, without credentials.',
    );
  }
  const { stagingBucket } = options;
  if (stagingBucket !== undefined && !isBucketPattern(stagingBucket)) {
    problems.push(
      'The staging bucket must be the name of an S3 bucket, such as templates-{account}-{region}.',
    );
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  return createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions,
        aws: {
          endpoint: options.endpoint,
          permissionsBoundary: options.permissionsBoundary,
          executionRole: options.executionRole,
        },
        events: { queues: options.eventQueue },
        staging: { bucket: stagingBucket },
        secrets: { allow: options.allowSecrets ?? ['*'] },
        images: { allow: options.allowImages ?? ['*'] },
        tags: {
          keys: Object.fromEntries(
            (options.tagKey ?? []).map(each => {
              const [key, ...rest] = each.split('=');
              return [key, rest.join('=')];
            }),
          ),
        },
      },
    }),
  });
}
