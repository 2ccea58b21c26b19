import {
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
} from '@aws-sdk/client-elasticache';
import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import {
  stackOutputs,
  type ChangedStore,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../aws/AwsAccess';
import type { Stack } from '../cloudformation/Stack';
import {
  readRunningDatabase,
  readStorageChanges,
} from '../offers/readRunningDatabase';
import { readStreamChanges } from './readStreamChanges';

/** An environment as it runs. */
export interface RunningEnvironment {
  clients: AwsClients;
  stack: Stack;
  spec: EnvironmentSpec;
}

/** States of each store as its service reports them, one or several at a time; none when the environment has no such store. */
export const statesOfStore: Readonly<
  Record<
    ChangedStore,
    (running: RunningEnvironment) => Promise<(string | undefined)[]>
  >
> = {
  database: async ({ clients, spec: { database, suffix } }) =>
    database.kind === 'none'
      ? []
      : (await readRunningDatabase(clients.rds, database.kind, suffix))
          ?.states ?? [],

  cache: async ({ clients: { elastiCache }, stack: { outputs } }) => {
    const group = outputs[stackOutputs.cacheReplicationGroupId];
    const serverless = outputs[stackOutputs.cacheServerlessName];
    if (group) {
      const { ReplicationGroups = [] } = await elastiCache.send(
        new DescribeReplicationGroupsCommand({ ReplicationGroupId: group }),
      );
      return [ReplicationGroups[0]?.Status];
    }
    if (!serverless) return [];
    const { ServerlessCaches = [] } = await elastiCache.send(
      new DescribeServerlessCachesCommand({ ServerlessCacheName: serverless }),
    );
    return [ServerlessCaches[0]?.Status];
  },

  stream: async ({ clients: { kinesis }, stack: { outputs } }) => {
    const name = outputs[stackOutputs.streamName];
    if (!name) return [];
    const { StreamDescriptionSummary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: name }),
    );
    return [StreamDescriptionSummary?.StreamStatus];
  },
};

/**
 * When a value was changed in the last 24 hours, oldest first, for each value that AWS lets change only so many times a day.
 * Kinesis has no such record: the stack's own events are one.
 */
export const recentChanges: Readonly<
  Record<string, (running: RunningEnvironment) => Promise<Date[]>>
> = {
  'database.storageGiB': ({ clients, spec }) =>
    readStorageChanges(clients.rds, spec.suffix),
  'stream.mode': ({ clients, stack }) =>
    readStreamChanges(clients.cloudFormation, stack.arn, 'StreamMode'),
  'stream.shards': ({ clients, stack }) =>
    readStreamChanges(clients.cloudFormation, stack.arn, 'ShardCount'),
};
