import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import {
  stackOutputs,
  type DatabaseFacts,
  type DatabaseMember,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { describeClusters, describeInstances } from './describeDatabases';
import { readBulk } from './readBulk';

interface Cluster {
  cluster: DBCluster;
  /** With their own states: the cluster only lists its members and the writer. */
  instances: DBInstance[];
}

/** Aurora clusters with their instances. */
export function readAuroraClusters(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'database'>> {
  const { rds } = context.clients;
  return readBulk<'database', Cluster>(environments, {
    output: stackOutputs.databaseClusterId,
    async describe(ids) {
      const [clusters, instances] = await Promise.all([
        describeClusters(rds, ids),
        describeInstances(rds, 'db-cluster-id', ids),
      ]);
      return new Map(
        clusters.map(cluster => {
          const id = cluster.DBClusterIdentifier ?? '';
          const own = instances.filter(each => each.DBClusterIdentifier === id);
          return [id, { cluster, instances: own }];
        }),
      );
    },
    draft: cluster => draftCluster(context, cluster),
    unknown: id => `RDS knows no cluster ${id}`,
  });
}

/** The writer first. */
function membersOf({ cluster, instances }: Cluster): DatabaseMember[] {
  return (cluster.DBClusterMembers ?? [])
    .map(({ DBInstanceIdentifier = '', IsClusterWriter }): DatabaseMember => {
      const instance = instances.find(
        each => each.DBInstanceIdentifier === DBInstanceIdentifier,
      );
      return {
        id: DBInstanceIdentifier,
        role: IsClusterWriter ? 'writer' : 'reader',
        status: instance?.DBInstanceStatus ?? 'unknown',
        zone: instance?.AvailabilityZone,
      };
    })
    .sort((a, b) => b.role.localeCompare(a.role) || a.id.localeCompare(b.id));
}

function capacityOf({
  cluster,
  instances,
}: Cluster): DatabaseFacts['capacity'] {
  const { MinCapacity, MaxCapacity } =
    cluster.ServerlessV2ScalingConfiguration ?? {};
  return MinCapacity !== undefined && MaxCapacity !== undefined
    ? { min: MinCapacity, max: MaxCapacity }
    : { instanceClass: instances[0]?.DBInstanceClass ?? '' };
}

function draftCluster(
  { metrics }: ReadContext,
  described: Cluster,
): Draft<'database'> {
  const { cluster } = described;
  const id = cluster.DBClusterIdentifier ?? '';
  const read = metrics.ask({
    namespace: 'AWS/RDS',
    dimensions: { DBClusterIdentifier: id },
    metrics: {
      cpu: { metric: 'CPUUtilization', unit: 'percent' },
      connections: { metric: 'DatabaseConnections', unit: 'count' },
      capacity: { metric: 'ServerlessDatabaseCapacity', unit: 'acu' },
    },
  });
  return () => ({
    kind: 'aurora',
    id,
    status: cluster.Status ?? '',
    engine: cluster.Engine ?? '',
    engineVersion: cluster.EngineVersion ?? '',
    members: membersOf(described),
    capacity: capacityOf(described),
    multiAz: cluster.MultiAZ ?? false,
    metrics: read(),
  });
}
