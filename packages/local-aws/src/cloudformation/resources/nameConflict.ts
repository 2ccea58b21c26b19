import type { Resource, World } from '../../world/World';
import type { ResourceSchema } from '../schema/ResourceSchema';

/** Names that must be unique although they do not determine `Ref`. */
const NAME_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup': ['GroupName', 'VpcId'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::WAFv2::WebACL': ['Name'],
};

/** Types whose names are unique in the account or in all of AWS, not only in a region. */
const isGlobal = (type: string): boolean =>
  /^AWS::(IAM::|S3::Bucket$|CloudFront::|Route53::)/.test(type);

export interface NameQuery {
  readonly world: World;
  readonly schema: ResourceSchema;
  readonly region: string;
  readonly regions: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly physicalId: string;
}

/** The resource that already has the name or identifier, if any. */
export function nameConflict(query: NameQuery): Resource | undefined {
  const { world, schema, region, regions, properties, physicalId } = query;
  const places = isGlobal(schema.type) ? regions : [region];
  const same = places
    .map(place => world.find(place, schema.type, physicalId))
    .find(resource => resource !== undefined);
  if (same) return same;
  const names = NAME_PROPERTIES[schema.type];
  if (!names || properties[names[0]] === undefined) return undefined;
  return world
    .list(region, schema.type)
    .find(resource =>
      names.every(name => resource.properties[name] === properties[name]),
    );
}

/** Formats a conflict like CloudFormation's own check. */
export const describeNameConflict = (type: string, name: string): string =>
  `Resource of type '${type}' with identifier '${name}' already exists.`;
