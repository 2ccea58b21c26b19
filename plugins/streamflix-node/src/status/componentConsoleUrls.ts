import type {
  ComponentKind,
  ComponentReadings,
} from '@streamflix/backstage-plugin-streamflix-common';
import { resourceConsoleUrl } from '../cloudformation/consoleUrl';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

/** The resource that stands for each component in AWS's console; a type without a page of its own leads to the stack's resources. */
function resourcesOf(components: ComponentReadings) {
  const { ecs, database, cache, stream, api } = components;
  return {
    ecs: ecs?.ok && ['ECS::Cluster', ecs.value.cluster],
    database: database?.ok && [
      database.value.kind === 'aurora' ? 'RDS::DBCluster' : 'RDS::DBInstance',
      database.value.id,
    ],
    cache: cache?.ok && ['ElastiCache::ReplicationGroup', cache.value.id],
    stream: stream?.ok && ['Kinesis::Stream', stream.value.name],
    api: api?.ok && [
      api.value.kind === 'rest' ? 'ApiGateway::RestApi' : 'ApiGatewayV2::Api',
      api.value.id,
    ],
  } satisfies Record<ComponentKind, string[] | false | undefined>;
}

/** Pages of AWS's console about the components that could be read. */
export function componentConsoleUrls(
  { ref, stack }: ListedEnvironment,
  components: ComponentReadings,
): Partial<Record<ComponentKind, string>> {
  return Object.fromEntries(
    Object.entries(resourcesOf(components)).flatMap(([kind, resource]) => {
      if (!resource) return [];
      const [type, physicalId] = resource;
      const url = resourceConsoleUrl(ref, stack.stackArn, {
        type: `AWS::${type}`,
        physicalId,
      });
      return [[kind, url]];
    }),
  );
}
