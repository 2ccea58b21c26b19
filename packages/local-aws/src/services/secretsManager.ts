import { AwsError, type Service } from '../protocols/Service';
import {
  booleanOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../world/values';
import type { World } from '../world/World';
import { paginate } from './paginate';
import { requireString } from './requireString';
import { matchesFilters } from './secrets/matchesFilters';
import type { Secret, SecretContent } from './secrets/Secret';
import type { SecretStore } from './secrets/SecretStore';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Secrets Manager, without rotation, replication and resource policies.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html
 */
export function createSecretsManager(
  world: World,
  store: SecretStore,
): Service {
  const find = (region: string, input: Fields) =>
    store.get(region, requireString(input, 'SecretId'));

  return {
    name: 'secretsmanager',
    operations: {
      CreateSecret(input, { region }) {
        const name = requireString(input, 'Name');
        if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
          throw invalidParameter(
            'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
          );
        }
        const secret = store.create(region, name);
        secret.description = stringOf(input.Description);
        secret.kmsKeyId = stringOf(input.KmsKeyId);
        addTags(secret, input.Tags);
        const content = contentOf(input);
        const version =
          content &&
          secret.put(content, world.now(), stringOf(input.ClientRequestToken));
        return { ARN: secret.arn, Name: name, VersionId: version?.id };
      },

      PutSecretValue(input, { region }) {
        const secret = alive(find(region, input));
        const content = contentOf(input);
        if (!content) {
          throw invalidRequest(
            'You must provide SecretString or SecretBinary.',
          );
        }
        const version = secret.put(
          content,
          world.now(),
          stringOf(input.ClientRequestToken),
        );
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          VersionStages: version.stages,
        };
      },

      DescribeSecret(input, { region }) {
        const secret = find(region, input);
        return {
          ...secret.describe(),
          VersionIdsToStages: secret.stagesByVersion(),
        };
      },

      GetSecretValue(input, { region }) {
        const secret = alive(find(region, input));
        const version = secret.version(
          stringOf(input.VersionStage),
          stringOf(input.VersionId),
        );
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          SecretString: version.secretString,
          SecretBinary: version.secretBinary,
          VersionStages: version.stages,
          CreatedDate: version.createdAt,
        };
      },

      ListSecrets(input, { region }) {
        const filters = listOf(input.Filters).map(fieldsOf);
        const secrets = store
          .list(region)
          .filter(
            secret =>
              !secret.deletedAt || booleanOf(input.IncludePlannedDeletion),
          )
          .filter(secret => matchesFilters(secret, filters, region));
        if (input.SortOrder !== 'asc') secrets.reverse();
        const { items, nextToken } = paginate(
          secrets,
          numberOf(input.MaxResults) ?? 100,
          stringOf(input.NextToken),
        );
        return {
          SecretList: items.map(secret => ({
            ...secret.describe(),
            SecretVersionsToStages: secret.stagesByVersion(),
          })),
          NextToken: nextToken,
        };
      },

      DeleteSecret(input, { region }) {
        const secret = find(region, input);
        if (booleanOf(input.ForceDeleteWithoutRecovery)) {
          store.remove(region, secret);
          return {
            ARN: secret.arn,
            Name: secret.name,
            DeletionDate: world.now(),
          };
        }
        const days = numberOf(input.RecoveryWindowInDays) ?? 30;
        if (days < 7 || days > 30) {
          throw invalidParameter(
            'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
          );
        }
        alive(secret).deletedAt = new Date(world.now().getTime() + days * DAY);
        return {
          ARN: secret.arn,
          Name: secret.name,
          DeletionDate: secret.deletedAt,
        };
      },

      RestoreSecret(input, { region }) {
        const secret = find(region, input);
        secret.deletedAt = undefined;
        return { ARN: secret.arn, Name: secret.name };
      },
    },
  };
}

function contentOf(input: Fields): SecretContent | undefined {
  const secretString = stringOf(input.SecretString);
  const secretBinary = stringOf(input.SecretBinary);
  if (secretString !== undefined && secretBinary !== undefined) {
    throw invalidRequest(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  return secretString === undefined && secretBinary === undefined
    ? undefined
    : { secretString, secretBinary };
}

function alive(secret: Secret): Secret {
  if (secret.deletedAt) {
    throw invalidRequest(
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return secret;
}

function addTags(secret: Secret, tags: unknown): void {
  for (const { Key, Value } of listOf(tags).map(fieldsOf)) {
    secret.tags.set(String(Key), stringOf(Value) ?? '');
  }
}

function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}
