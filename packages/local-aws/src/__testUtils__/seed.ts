import type { Resource, World } from '../world/World';

export const REGION = 'eu-west-2';

type Overrides = Partial<Omit<Resource, 'type' | 'physicalId' | 'properties'>>;

/** Adds a resource to a world as CloudFormation would; it has been ready for ten minutes. */
export function seed(
  world: World,
  type: string,
  physicalId: string,
  properties: Resource['properties'] = {},
  overrides: Overrides = {},
): Resource {
  const before = new Date(world.now().getTime() - 10 * 60 * 1000);
  const resource: Resource = {
    accountId: world.accountId,
    region: REGION,
    type,
    physicalId,
    properties,
    attributes: {},
    phase: 'available',
    createdAt: before,
    updatedAt: before,
    ...overrides,
  };
  world.add(resource);
  return resource;
}

/** Configuration for AWS SDK clients of local AWS. */
export function clientConfig(url: string, region = REGION) {
  return {
    endpoint: url,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}
