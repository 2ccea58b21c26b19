import { AwsError, type Operation } from '../../protocols/Service';
import { booleanOf, type Fields } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { requireString } from '../requireString';
import { describeCluster } from './describeCluster';
import { describeInstance } from './describeInstance';

/** Parameters that identify the database or set the time of the change. */
const OTHERS = /^(DB(Cluster|Instance)Identifier|ApplyImmediately)$/;

/** Deletion protection takes effect immediately, whatever `ApplyImmediately` is, and the database stays available. */
function protect(world: World, database: Resource, input: Fields): void {
  const unknown = Object.keys(input).filter(
    key => key !== 'DeletionProtection' && !OTHERS.test(key),
  );
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      `Local AWS modifies only deletion protection, not ${unknown.join(', ')}.`,
    );
  }
  const wanted = booleanOf(input.DeletionProtection);
  if (wanted === undefined) return;
  world.update(database, {
    properties: { ...database.properties, DeletionProtection: wanted },
  });
}

/**
 * Whether another change is in progress. A creation that CloudFormation cancelled continues in RDS and completes soon, so it
 * counts as available.
 */
const isBusy = ({ phase }: Resource) =>
  phase === 'creating' || phase === 'deleting';

/**
 * The supported change of a database outside its stack: deletion protection.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
 */
export function modifyOperations(world: World): Record<string, Operation> {
  const find = (region: string, type: string, id: string) =>
    world.find(region, type, id.toLowerCase());
  return {
    ModifyDBCluster(input, { region }) {
      const id = requireString(
        input,
        'DBClusterIdentifier',
        'InvalidParameterValue',
      );
      const cluster = find(region, 'AWS::RDS::DBCluster', id);
      if (!cluster) {
        throw new AwsError(
          'DBClusterNotFoundFault',
          `DBCluster ${id} not found.`,
          404,
        );
      }
      if (isBusy(cluster)) {
        throw new AwsError(
          'InvalidDBClusterStateFault',
          `DB cluster ${id} is not currently in the available state.`,
        );
      }
      protect(world, cluster, input);
      return { DBCluster: describeCluster(world, cluster) };
    },

    ModifyDBInstance(input, { region }) {
      const id = requireString(
        input,
        'DBInstanceIdentifier',
        'InvalidParameterValue',
      );
      const instance = find(region, 'AWS::RDS::DBInstance', id);
      if (!instance) {
        throw new AwsError(
          'DBInstanceNotFound',
          `DBInstance ${id} not found.`,
          404,
        );
      }
      if (isBusy(instance)) {
        throw new AwsError(
          'InvalidDBInstanceState',
          `Database instance is not in available state.`,
        );
      }
      protect(world, instance, input);
      return { DBInstance: describeInstance(world, instance) };
    },
  };
}
