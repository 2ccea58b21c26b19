import { fieldsOf, numberOf, stringOf } from '../../../world/values';
import type { Resource } from '../../../world/World';
import { membersOf } from '../../rds/describeCluster';
import { gauge, wholeGauge } from '../behaviours';
import type { Behaviours } from '../Metric';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

const ofEveryInstance: Behaviours = {
  CPUUtilization: gauge('Percent', 4, 55),
  DatabaseConnections: wholeGauge(2, 45),
};

export const rdsMetrics: MetricSource = ({ world }, region) => {
  const clusters = world
    .list(region, 'AWS::RDS::DBCluster')
    .flatMap(cluster => {
      const members = membersOf(world, cluster);
      // An Aurora cluster has no metrics without an instance.
      const writerSince = members[0] && dataSince(world, members[0]);
      return metricsOf(
        'AWS/RDS',
        writerSince,
        [{ DBClusterIdentifier: cluster.physicalId }],
        behavioursOf(members[0], cluster),
      );
    });
  const instances = world
    .list(region, 'AWS::RDS::DBInstance')
    .flatMap(instance => {
      const cluster = world.find(
        region,
        'AWS::RDS::DBCluster',
        stringOf(instance.properties.DBClusterIdentifier) ?? '',
      );
      return metricsOf(
        'AWS/RDS',
        dataSince(world, instance),
        [{ DBInstanceIdentifier: instance.physicalId }],
        behavioursOf(instance, cluster),
      );
    });
  return [...clusters, ...instances];
};

function behavioursOf(
  instance: Resource | undefined,
  cluster: Resource | undefined,
): Behaviours {
  if (!cluster || instance?.properties.DBInstanceClass !== 'db.serverless') {
    return ofEveryInstance;
  }
  const { MinCapacity, MaxCapacity } = fieldsOf(
    cluster.properties.ServerlessV2ScalingConfiguration,
  );
  const most = numberOf(MaxCapacity) ?? 1;
  const least = numberOf(MinCapacity) ?? 0.5;
  // It never uses its whole maximum.
  const high = least + (most - least) * 0.6;
  return {
    ...ofEveryInstance,
    ServerlessDatabaseCapacity: gauge('Count', least, high),
  };
}
