import type { EngineCatalog } from './engines/EngineCatalog';
import { AwsError, type Service } from '../protocols/Service';
import { stringOf } from '../world/values';
import type { World } from '../world/World';
import { passesFilters, recordPage } from './recordAnswers';
import { DatabaseEvents } from './rds/DatabaseEvents';
import { engineOperations } from './rds/engineOperations';
import { clusterArn, describeCluster } from './rds/describeCluster';
import { describeInstance, instanceArn } from './rds/describeInstance';
import { modifyOperations } from './rds/modifyOperations';

const CLUSTER = 'AWS::RDS::DBCluster';
const INSTANCE = 'AWS::RDS::DBInstance';

/**
 * Relational Database Service: clusters and instances of stacks.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html
 */
export function createRds(world: World, engines: EngineCatalog): Service {
  const events = new DatabaseEvents(world);
  return {
    name: 'rds',
    operations: {
      ...engineOperations(engines),
      ...modifyOperations(world),

      DescribeDBClusters(input, { region }) {
        const id = stringOf(input.DBClusterIdentifier);
        const clusters = world
          .list(region, CLUSTER)
          .filter(
            each =>
              !id ||
              each.physicalId === id.toLowerCase() ||
              clusterArn(each, world) === id,
          );
        if (id && !clusters.length) {
          throw new AwsError(
            'DBClusterNotFoundFault',
            `DBCluster ${id} not found.`,
            404,
          );
        }
        const records = clusters
          .filter(cluster =>
            passesFilters(cluster, input, {
              'db-cluster-id': each => [
                each.physicalId,
                clusterArn(each, world),
              ],
              'db-cluster-resource-id': each => [
                each.attributes.DBClusterResourceId,
              ],
              engine: each => [each.properties.Engine],
            }),
          )
          .map(cluster => describeCluster(world, cluster));
        return recordPage('DBClusters', records, input);
      },

      DescribeDBInstances(input, { region }) {
        const id = stringOf(input.DBInstanceIdentifier);
        const instances = world
          .list(region, INSTANCE)
          .filter(
            each =>
              !id ||
              each.physicalId === id.toLowerCase() ||
              instanceArn(each, world) === id,
          );
        if (id && !instances.length) {
          throw new AwsError(
            'DBInstanceNotFound',
            `DBInstance ${id} not found.`,
            404,
          );
        }
        const records = instances
          .filter(instance =>
            passesFilters(instance, input, {
              'db-cluster-id': each => [each.properties.DBClusterIdentifier],
              'db-instance-id': each => [
                each.physicalId,
                instanceArn(each, world),
              ],
              'dbi-resource-id': each => [each.attributes.DbiResourceId],
              engine: each => [describeInstance(world, each).Engine],
            }),
          )
          .map(instance => describeInstance(world, instance));
        return recordPage('DBInstances', records, input);
      },

      DescribeEvents(input, { region }) {
        return recordPage('Events', events.describe(region, input), input);
      },
    },
  };
}
