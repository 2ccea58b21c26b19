import {
  DescribeSecretCommand,
  paginateListSecrets,
  type SecretListEntry,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  matchesPattern,
  printable,
  type EnvironmentSpec,
  type Problem,
  type SecretNames,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { AwsError } from '../aws/AwsError';

/** Source: Secrets Manager API reference, `ListSecrets`: names per page, and values per filter. */
const namesInPage = 100;
const valuesInFilter = 10;

/** Maximum pages to read, which limits the calls in an account with many secrets. */
const pagesRead = 10;

/** The name prefixes AWS can filter by. Undefined when a pattern starts with a wildcard. */
function prefixesOf(patterns: readonly string[]): string[] | undefined {
  const prefixes = [...new Set(patterns.map(each => each.split('*')[0]))];
  return prefixes.length > valuesInFilter || prefixes.includes('')
    ? undefined
    : prefixes;
}

/**
 * The secrets of an account and region that environments may use (`streamflix.secrets.allow`). Never values: no call here reads
 * one.
 *
 * @param options.deleted - includes those that are scheduled for deletion
 * @throws AwsError, or the SDK's error
 */
export async function readAllowedSecrets(
  access: AwsAccess,
  target: AwsTarget,
  options: { deleted: boolean },
): Promise<{ secrets: SecretListEntry[]; truncated: boolean }> {
  const { allowedSecrets } = access.settings;
  if (allowedSecrets.length === 0) return { secrets: [], truncated: false };
  const prefixes = prefixesOf(allowedSecrets);
  const { secretsManager } = await access.clients(target);
  const secrets: SecretListEntry[] = [];
  let pages = 0;
  for await (const { SecretList = [], NextToken } of paginateListSecrets(
    { client: secretsManager, pageSize: namesInPage },
    {
      Filters: prefixes && [{ Key: 'name', Values: prefixes }],
      IncludePlannedDeletion: options.deleted,
    },
  )) {
    secrets.push(
      ...SecretList.filter(({ Name = '' }) =>
        allowedSecrets.some(pattern => matchesPattern(pattern, Name)),
      ),
    );
    pages += 1;
    if (NextToken && pages === pagesRead) return { secrets, truncated: true };
  }
  return { secrets, truncated: false };
}

/**
 * Names of the secrets of an account and region that environments may use, sorted.
 *
 * @throws AwsError, or the SDK's error
 * @public
 */
export async function listSecretNames(
  access: AwsAccess,
  target: AwsTarget,
): Promise<SecretNames> {
  const { secrets, truncated } = await readAllowedSecrets(access, target, {
    deleted: false,
  });
  const names = new Set(secrets.map(({ Name = '' }) => printable(Name)));
  return { names: [...names].sort(), truncated };
}

/** The secrets of the specification that cannot be used, and why. */
export async function checkSecrets(
  client: SecretsManagerClient,
  spec: EnvironmentSpec,
  target: AwsTarget,
): Promise<Problem[]> {
  const { database, apiKeys } = spec.secrets;
  const named = [
    ...(database
      ? [{ path: 'secrets.database', what: 'Database secret', name: database }]
      : []),
    ...apiKeys.map((name, index) => ({
      path: 'secrets.apiKeys',
      what: `API key secret ${index + 1}`,
      name,
    })),
  ];
  const found = await Promise.all(
    named.map(async ({ path, what, name }) => {
      const problem = await checkSecret(client, name, target);
      return problem ? [{ path, message: `${what} ${problem}` }] : [];
    }),
  );
  return found.flat();
}

/**
 * Why the secret cannot be used. The message does not repeat the given name: it may be, for example, a key typed into the wrong
 * field.
 */
async function checkSecret(
  client: SecretsManagerClient,
  name: string,
  target: AwsTarget,
): Promise<string | undefined> {
  const where = `in ${target.region} of account ${target.account}`;
  try {
    const { DeletedDate } = await retryThrottled(() =>
      client.send(new DescribeSecretCommand({ SecretId: name })),
    );
    return DeletedDate
      ? `is scheduled for deletion ${where}. Restore it, or choose another.`
      : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return `does not exist ${where}. Create it in Secrets Manager, or choose another.`;
    }
    if (error instanceof AwsError && error.kind === 'denied') {
      return `cannot be checked: ${error.publicMessage}`;
    }
    throw error;
  }
}
