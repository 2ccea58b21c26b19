import { arnOf } from './arnsOf';
import type { Grant } from './Grant';
import { domainOf, type Place } from './Place';
import type { PolicyContext } from './PolicyContext';
import { isOurs } from './tagGrants';

/** Services that use the environment's key in the name of whoever deploys. */
const keyUsers: Readonly<Record<string, string>> = {
  'ECR::Repository': 'ecr',
  'EFS::FileSystem': 'elasticfilesystem',
  'ElastiCache::ReplicationGroup': 'elasticache',
  'ElastiCache::ServerlessCache': 'elasticache',
  'RDS::DBCluster': 'rds',
  'RDS::DBInstance': 'rds',
};

const via = (services: readonly string[], place: Place) => ({
  StringLike: {
    'kms:ViaService': services.map(
      service => `${service}.${place.region}.${domainOf(place)}`,
    ),
  },
});

/** Use of keys in the name of whoever deploys: the environment's own, and those of existing secrets. */
export function keyGrants(context: PolicyContext, action: string): Grant[] {
  const { place, types, secrets, scopes } = context;
  const services = new Set(
    Object.entries(keyUsers)
      .filter(([type]) => types.has(type))
      .map(([, service]) => service),
  );
  // RDS keeps the password it makes in Secrets Manager, under the same key.
  if (services.has('rds')) services.add('secretsmanager');
  const grants: Grant[] = [];
  if (scopes.has('kms:key')) {
    grants.push({
      label: `KmsUse${action === 'kms:CreateGrant' ? 'ByGrant' : ''}`,
      resources: scopes.get('kms:key')?.arns ?? [],
      conditions: {
        ...isOurs(context),
        ...via([...services].sort(), place),
        ...(action === 'kms:CreateGrant' && {
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        }),
      },
      scope:
        'the environment’s key, told by its tags, and only through the services that encrypt with it',
    });
  }
  if (action === 'kms:Decrypt' && secrets.length > 0) {
    grants.push({
      label: 'KmsReadNamedSecrets',
      resources: [arnOf('kms:R:A:key/*', place)],
      conditions: via(['secretsmanager'], place),
      scope:
        'whichever key a named secret has, and only through Secrets Manager: so for those secrets alone',
    });
  }
  return grants;
}
