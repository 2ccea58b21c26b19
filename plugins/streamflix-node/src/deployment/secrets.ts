import {
  DescribeSecretCommand,
  ListSecretsCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type {
  EnvironmentSpec,
  Problem,
  SecretNames,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, Place } from '../AwsAccess';
import { askPatiently } from '../askPatiently';
import { toAwsError, translateAwsError } from '../AwsError';

/** Names shown to a person who picks one; whoever has more narrows them down. */
const listed = 100;

/** Names of the secrets of a place, in order. Never values: this room has no call that reads one. */
export async function listSecretNames(
  access: AwsAccess,
  place: Place,
  prefix?: string,
): Promise<SecretNames> {
  const { secretsManager } = await access.clients(place);
  const { SecretList = [], NextToken } = await translateAwsError(
    { action: 'secretsmanager:ListSecrets', ...place },
    () =>
      secretsManager.send(
        new ListSecretsCommand({
          MaxResults: listed,
          Filters: prefix ? [{ Key: 'name', Values: [prefix] }] : undefined,
        }),
      ),
  );
  return {
    names: SecretList.flatMap(({ Name }) => (Name ? [Name] : [])).sort(),
    truncated: NextToken !== undefined,
  };
}

/** Which of the secrets the specification names cannot be used, and why. */
export async function checkSecrets(
  client: SecretsManagerClient,
  spec: EnvironmentSpec,
  place: Place,
): Promise<Problem[]> {
  const { database, apiKeys } = spec.secrets;
  const named = [
    ...(database ? [{ path: 'secrets.database', name: database }] : []),
    ...apiKeys.map(name => ({ path: 'secrets.apiKeys', name })),
  ];
  const found = await Promise.all(
    named.map(async ({ path, name }) => {
      const problem = await checkSecret(client, name, place);
      return problem ? [{ path, message: problem }] : [];
    }),
  );
  return found.flat();
}

async function checkSecret(
  client: SecretsManagerClient,
  name: string,
  place: Place,
): Promise<string | undefined> {
  const where = `in ${place.region} of account ${place.account}`;
  const call = { action: 'secretsmanager:DescribeSecret', ...place };
  try {
    const { DeletedDate } = await askPatiently(call, () =>
      client.send(new DescribeSecretCommand({ SecretId: name })),
    );
    return DeletedDate
      ? `Secret ${name} ${where} is about to be deleted. Restore it, or name another.`
      : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return `Secret ${name} does not exist ${where}. Create it in Secrets Manager, or name another.`;
    }
    const translated = toAwsError(error, call);
    if (translated?.kind === 'denied') {
      return `Secret ${name} cannot be checked: ${translated.message}`;
    }
    throw translated ?? error;
  }
}
