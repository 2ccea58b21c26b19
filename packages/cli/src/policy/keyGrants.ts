import { arnOf, secretArn } from './arnPatterns';
import type { Grant } from './Grant';
import { domainOf, type Target } from './Target';
import type { PolicyContext } from './PolicyContext';
import { hasEnvironmentTags } from './tagGrants';

/** Services that use the environment's key on behalf of the caller. */
const keyUsers: Readonly<Record<string, string>> = {
  'ECR::Repository': 'ecr',
  'EFS::FileSystem': 'elasticfilesystem',
  'ElastiCache::ReplicationGroup': 'elasticache',
  'ElastiCache::ServerlessCache': 'elasticache',
  'RDS::DBCluster': 'rds',
  'RDS::DBInstance': 'rds',
};

const via = (services: readonly string[], target: Target) => ({
  'kms:ViaService': services.map(
    service => `${service}.${target.region}.${domainOf(target)}`,
  ),
});

/**
 * Decryption of existing secrets. Their keys are unknown. But Secrets Manager encrypts each value with the secret's ARN as the
 * encryption context, so the condition allows only these secrets, whatever else a key protects.
 *
 * Source: Secrets Manager User Guide, "Secret encryption and decryption".
 */
export const secretsKeyGrant = (
  secrets: readonly string[],
  target: Target,
): Grant => ({
  label: 'KmsReadSecrets',
  resources: [arnOf('kms:R:A:key/*', target)],
  conditions: {
    StringLike: {
      ...via(['secretsmanager'], target),
      'kms:EncryptionContext:SecretARN': secrets.map(name =>
        secretArn(name, target),
      ),
    },
  },
  scope:
    'any key, because nothing names the keys of existing secrets; only for values of these secrets, only through Secrets Manager',
});

/** Use of keys on behalf of the caller: the environment's own key, and the keys of existing secrets. */
export function keyGrants(context: PolicyContext, action: string): Grant[] {
  const { target, types, secrets, scopes } = context;
  const services = new Set(
    Object.entries(keyUsers)
      .filter(([type]) => types.has(type))
      .map(([, service]) => service),
  );
  // RDS stores the password it generates in Secrets Manager, encrypted with the same key.
  if (services.has('rds')) services.add('secretsmanager');
  const grants: Grant[] = [];
  if (scopes.has('kms:key')) {
    grants.push({
      label: `KmsUse${action === 'kms:CreateGrant' ? 'ByGrant' : ''}`,
      resources: scopes.get('kms:key')?.arns ?? [],
      conditions: {
        ...hasEnvironmentTags(context),
        StringLike: via([...services].sort(), target),
        ...(action === 'kms:CreateGrant' && {
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        }),
      },
      scope:
        'keys of environments, by tag because AWS generates their ids, and only through the services that encrypt with them',
    });
  }
  if (action === 'kms:Decrypt' && secrets.length > 0) {
    grants.push(secretsKeyGrant(secrets, target));
  }
  return grants;
}
