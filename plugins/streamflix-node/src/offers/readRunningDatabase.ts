import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeEvents,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { resourceName } from '@streamflix/backstage-plugin-streamflix-common';
import { retryThrottled } from '../aws/retryThrottled';

/** A database as RDS describes it now: AWS may have upgraded it, or be busy with it. */
export interface RunningDatabase {
  version?: string;
  /** Statuses of the instance or cluster, such as `available`; a status of its own for storage, which RDS may optimize meanwhile. */
  states: string[];
}

/**
 * Reads the database of an environment.
 *
 * @returns undefined when it does not exist
 * @throws AwsError, or the SDK's error
 */
export async function readRunningDatabase(
  rds: RDSClient,
  kind: 'aurora' | 'rds',
  suffix: string,
): Promise<RunningDatabase | undefined> {
  const id = resourceName('database', suffix);
  try {
    const found = await retryThrottled(async () => {
      if (kind === 'aurora') {
        const { DBClusters = [] } = await rds.send(
          new DescribeDBClustersCommand({ DBClusterIdentifier: id }),
        );
        const [cluster] = DBClusters;
        return cluster && { ...cluster, states: [cluster.Status] };
      }
      const { DBInstances = [] } = await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }),
      );
      const [instance] = DBInstances;
      return (
        instance && {
          ...instance,
          states: [
            instance.DBInstanceStatus,
            // RDS returns it whatever the status of the instance.
            instance.StorageOperationStatus === 'Optimizing'
              ? 'storage-optimization'
              : undefined,
          ],
        }
      );
    });
    return (
      found && {
        version: found.EngineVersion,
        states: found.states.flatMap(state => state ?? []),
      }
    );
  } catch (error) {
    if (
      error instanceof Error &&
      /^(DBClusterNotFound|DBInstanceNotFound)/.test(error.name)
    ) {
      return undefined;
    }
    throw error;
  }
}

/** Message of the event with which RDS ends a change of storage. Source: RDS User Guide, "Amazon RDS event categories", RDS-EVENT-0017. */
const storageChanged = /Finished applying modification to allocated storage/;

/** When the storage of an instance was changed in the last 24 hours, oldest first. */
export async function readStorageChanges(
  rds: RDSClient,
  suffix: string,
): Promise<Date[]> {
  return retryThrottled(async () => {
    const changes: Date[] = [];
    for await (const { Events = [] } of paginateDescribeEvents(
      { client: rds },
      {
        SourceIdentifier: resourceName('database', suffix),
        SourceType: 'db-instance',
        // Minutes.
        Duration: 24 * 60,
      },
    )) {
      for (const { Message = '', Date: at } of Events) {
        if (at && storageChanged.test(Message)) changes.push(at);
      }
    }
    return changes.sort((one, other) => one.getTime() - other.getTime());
  });
}
