import { fieldsOf, numberOf, stringOf } from '../../../values';
import type { Resource } from '../../../World';
import { membersOf } from '../../rds/describeCluster';
import { amount, gauge, wholeGauge } from '../behaviours';
import type { Behaviours, Dimensions } from '../Metric';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

const GIB = 1024 ** 3;

const ofEveryInstance: Behaviours = {
  CPUUtilization: gauge('Percent', 4, 55),
  DatabaseConnections: wholeGauge(2, 45),
  FreeableMemory: gauge('Bytes', 0.3 * GIB, 0.7 * GIB),
  ReadLatency: gauge('Seconds', 0.0004, 0.003),
  WriteLatency: gauge('Seconds', 0.0008, 0.005),
  NetworkReceiveThroughput: amount('Bytes/Second', 1_000, 90_000),
  NetworkTransmitThroughput: amount('Bytes/Second', 2_000, 240_000),
};

export const rdsMetrics: MetricSource = ({ world }, region) => {
  const clusters = world
    .list(region, 'AWS::RDS::DBCluster')
    .flatMap(cluster => {
      const members = membersOf(world, cluster);
      // An Aurora cluster has no metrics without an instance.
      const writerSince = members[0] && dataSince(world, members[0]);
      const name = { DBClusterIdentifier: cluster.physicalId };
      return metricsOf(
        'AWS/RDS',
        writerSince,
        [name, { ...name, Role: 'WRITER' }],
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
        dimensionsOf(instance),
        behavioursOf(instance, cluster),
      );
    });
  return [...clusters, ...instances];
};

function dimensionsOf({ physicalId }: Resource): Dimensions[] {
  return [{ DBInstanceIdentifier: physicalId }];
}

function behavioursOf(
  instance: Resource | undefined,
  cluster: Resource | undefined,
): Behaviours {
  if (!cluster) {
    const gibibytes = numberOf(instance?.properties.AllocatedStorage) ?? 20;
    return {
      ...ofEveryInstance,
      FreeStorageSpace: gauge(
        'Bytes',
        0.7 * gibibytes * GIB,
        0.8 * gibibytes * GIB,
      ),
    };
  }
  if (instance?.properties.DBInstanceClass !== 'db.serverless') {
    return ofEveryInstance;
  }
  const { MinCapacity, MaxCapacity } = fieldsOf(
    cluster.properties.ServerlessV2ScalingConfiguration,
  );
  const most = numberOf(MaxCapacity) ?? 1;
  const least = numberOf(MinCapacity) ?? 0.5;
  // It never uses its whole maximum; both metrics describe the same capacity.
  const high = least + (most - least) * 0.6;
  return {
    ...ofEveryInstance,
    ServerlessDatabaseCapacity: gauge('Count', least, high),
    ACUUtilization: gauge('Percent', (100 * least) / most, (100 * high) / most),
  };
}
