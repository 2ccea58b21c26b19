import { randomBytes } from 'node:crypto';
import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  stringOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { generatePassword } from './generatePassword';
import { Secret } from './Secret';

/** A secret as a resource declares it; a new value is generated when `origin` changes. */
interface Declaration {
  readonly arn: string;
  readonly origin: string;
  readonly resource: Resource;
  readonly owningService?: string;
  value(): string;
}

const DATABASES = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'];

/** Whether resources of a type can declare a secret. */
export const declaresSecrets = (type: string): boolean =>
  type === 'AWS::SecretsManager::Secret' || DATABASES.includes(type);

/**
 * Adds the secrets that resources declare, regenerates those whose declaration changed, and deletes those whose resource is gone.
 */
export function syncStackSecrets(
  world: World,
  region: string,
  secrets: Map<string, Secret>,
): void {
  const declared = new Map(
    [...ownSecrets(world, region), ...masterUserSecrets(world, region)].map(
      declaration => [declaration.arn, declaration],
    ),
  );
  for (const [arn, secret] of secrets) {
    if (secret.origin !== undefined && !declared.has(arn)) secrets.delete(arn);
  }
  for (const {
    arn,
    origin,
    resource,
    owningService,
    value,
  } of declared.values()) {
    const secret =
      secrets.get(arn) ?? new Secret(arn, nameOf(arn), resource.createdAt);
    secrets.set(arn, secret);
    secret.owningService = owningService;
    if (secret.origin !== origin) {
      secret.origin = origin;
      secret.put({ secretString: value() }, world.now());
      secret.description = stringOf(resource.properties.Description);
      secret.kmsKeyId = stringOf(resource.properties.KmsKeyId);
      for (const tag of listOf(resource.properties.Tags).map(fieldsOf)) {
        secret.tags.set(String(tag.Key), String(tag.Value));
      }
    }
  }
}

function ownSecrets(world: World, region: string): Declaration[] {
  return world
    .list(region, 'AWS::SecretsManager::Secret')
    .filter(({ phase }) => phase !== 'failed')
    .map(resource => ({
      arn: resource.physicalId,
      origin: JSON.stringify([
        resource.properties.SecretString,
        resource.properties.GenerateSecretString,
      ]),
      resource,
      value: () => declaredValue(resource.properties),
    }));
}

/** With `ManageMasterUserPassword`, RDS stores the password in a secret that it manages. */
function masterUserSecrets(world: World, region: string): Declaration[] {
  return DATABASES.flatMap(type => world.list(region, type)).flatMap(
    resource => {
      const arn = stringOf(resource.attributes['MasterUserSecret.SecretArn']);
      if (!arn || resource.phase === 'failed') return [];
      return {
        arn,
        origin: arn,
        owningService: 'rds',
        resource,
        value: () =>
          JSON.stringify({
            username:
              stringOf(resource.properties.MasterUsername) ??
              `admin_${randomBytes(3).toString('hex')}`,
            password: generatePassword({ ExcludeCharacters: '/@"\\\' ' }),
          }),
      };
    },
  );
}

function declaredValue({ SecretString, GenerateSecretString }: Fields): string {
  if (SecretString !== undefined) return String(SecretString);
  const rules = fieldsOf(GenerateSecretString);
  const password = generatePassword(rules);
  const key = stringOf(rules.GenerateStringKey);
  if (!key) return password;
  const template: unknown = JSON.parse(
    stringOf(rules.SecretStringTemplate) ?? '{}',
  );
  return JSON.stringify({
    ...(isFields(template) ? template : {}),
    [key]: password,
  });
}

function nameOf(arn: string): string {
  return arn
    .split(':')
    .slice(6)
    .join(':')
    .replace(/-\w{6}$/, '');
}
