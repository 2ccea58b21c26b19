import {
  stackOutputs,
  type ComponentKind,
  type EcrImage,
  type EnvironmentSpec,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { executionRole } from '../account/executionRole';
import { checkIdentity } from '../account/identity';
import type { AwsAccess, AwsClients, AwsTarget } from '../aws/AwsAccess';
import { readOptInStatus } from '../aws/regionStatus';
import { readContainerLogs } from '../diagnosis/readContainerLogs';
import { readStoppedTasks } from '../diagnosis/readStoppedTasks';
import { accountQuotas } from '../offers/accountQuotas';
import { readCacheNodes } from '../offers/readCacheNodes';
import {
  byVersion,
  readEngineVersions,
  readOrderableClasses,
  readUpgradeTargets,
} from '../offers/readDatabaseOffers';
import { readImage } from '../offers/readImage';
import { readOffers } from '../offers/readOffers';
import { readStorageChanges } from '../offers/readRunningDatabase';
import { readZones } from '../offers/readZones';
import { checkSecrets, listSecretNames } from '../preflight/secrets';
import { MetricBatch } from '../status/MetricBatch';
import { RareReadings } from '../status/RareReadings';
import type { Drafts, Named, ReadContext } from '../status/ReadContext';
import { readAuroraClusters } from '../status/readers/readAuroraClusters';
import { readEcs } from '../status/readers/readEcs';
import { readRdsInstances } from '../status/readers/readRdsInstances';
import { readReplicationGroups } from '../status/readers/readReplicationGroups';

/** What a reader is given: AWS, and the answer that it is to read. */
interface Reading {
  access: AwsAccess;
  clients: AwsClients;
  target: AwsTarget;
  answer: any;
  /** Lets AWS answer another operation that the reader calls, too. */
  also(
    service: string,
    operation: string,
    answer: (input: any) => object,
  ): void;
}

interface ExampleReader {
  read(reading: Reading): Promise<unknown>;
  /** What the reader has to keep of an answer. */
  kept(answer: any): unknown;
}

/** The facts of an environment that has one component. */
async function factsOf<K extends ComponentKind>(
  { access, clients }: Reading,
  readers: (
    context: ReadContext,
    environments: readonly Named[],
  ) => Promise<Drafts<K>>,
  outputs: Record<string, string>,
): Promise<unknown> {
  const context = {
    clients,
    metrics: new MetricBatch(),
    rare: new RareReadings(access.readings),
  };
  const environment: Named = {
    ref: { suffix: 'demo' },
    outputs,
    stack: {} as StackFacts,
  };
  const reading = (await readers(context, [environment])).get(environment);
  if (!reading?.ok) throw new Error(reading?.reason);
  return reading.value();
}

const quota = (code: string) => accountQuotas.find(each => each.code === code)!;
const lastOf = (arn: string) => arn.split('/').at(-1);
const names = (list: any[], member: string): string[] =>
  [...new Set(list.map(each => each[member]))].sort(byVersion);

const ec2: Record<string, ExampleReader> = {
  'ec2 DescribeAddresses': {
    read: async ({ clients }) => quota('L-0263D0A3').used(clients),
    kept: ({ addressesSet }) => addressesSet.length,
  },
  'ec2 DescribeAvailabilityZones': {
    read: ({ access, target }) => readZones(access, target),
    kept: ({ availabilityZoneInfo }) => names(availabilityZoneInfo, 'zoneId'),
  },
  'ec2 DescribeRegions': {
    read: ({ access, target }) => readOptInStatus(access, target),
    kept: () => 'enabled',
  },
  'ec2 DescribeVpcs': {
    read: async ({ clients }) => quota('L-F678F1CE').used(clients),
    kept: ({ vpcSet }) => vpcSet.length,
  },
};

const containers: Record<string, ExampleReader> = {
  'ecr BatchGetImage': {
    read: ({ clients: { ecr }, answer: { images } }) =>
      readImage(ecr, {
        repository: images[0].repositoryName,
        tag: images[0].imageId.imageTag,
      } as EcrImage),
    kept: () => ({ state: 'found', platforms: ['linux/arm64'] }),
  },
  'ecs DescribeServices': {
    read(reading) {
      reading.also('ecs', 'ListTasks', () => ({ taskArns: [] }));
      return factsOf(reading, readEcs, {
        [stackOutputs.clusterName]: 'default',
        [stackOutputs.serviceName]: reading.answer.services[0].serviceName,
      });
    },
    kept: ({ services }) => ({
      cluster: 'default',
      services: services.map((service: any) => ({
        name: service.serviceName,
        status: service.status,
        desired: service.desiredCount,
        running: service.runningCount,
        pending: service.pendingCount,
        stoppedTasks: [],
      })),
    }),
  },
  'ecs DescribeTaskDefinition': {
    read({ clients, also, answer: { taskDefinition } }) {
      also('logs', 'GetLogEvents', ({ logGroupName, logStreamName }) => ({
        events: [{ message: `${logGroupName} ${logStreamName}` }],
      }));
      return readContainerLogs(clients, {
        id: 'id',
        reasons: [],
        taskDefinition: taskDefinition.taskDefinitionArn,
        containers: taskDefinition.containerDefinitions.map(
          ({ name }: { name: string }) => name,
        ),
      });
    },
    kept: ({ taskDefinition }) =>
      taskDefinition.containerDefinitions.map(({ name }: { name: string }) => ({
        container: name,
        lines: [`/ecs/${name} prefix/${name}/id`],
      })),
  },
  'ecs DescribeTasks': {
    read({ clients, also }) {
      also('ecs', 'ListTasks', () => ({ taskArns: ['task'] }));
      return readStoppedTasks(clients.ecs, {
        cluster: 'default',
        service: 'service',
        since: undefined,
      });
    },
    kept: ({ tasks }) =>
      tasks.map((task: any) => ({
        id: lastOf(task.taskArn),
        reasons: [task.stoppedReason],
        taskDefinition: task.taskDefinitionArn,
        containers: [],
      })),
  },
  'ecs ListTasks': {
    read({ clients, also }) {
      also('ecs', 'DescribeTasks', ({ tasks }) => ({
        tasks: tasks.map((taskArn: string) => ({
          taskArn,
          stoppedReason: 'For the test',
        })),
      }));
      return readStoppedTasks(clients.ecs, {
        cluster: 'default',
        service: 'service',
        since: undefined,
      });
    },
    kept: ({ taskArns }) =>
      taskArns.map((arn: string) => ({ id: lastOf(arn) })),
  },
};

const caches: Record<string, ExampleReader> = {
  'elasticache DescribeCacheEngineVersions': {
    read: async ({ access, target }) =>
      (await readOffers(access, target)).cacheVersions?.redis,
    kept: ({ CacheEngineVersions }) =>
      names(CacheEngineVersions, 'EngineVersion'),
  },
  'elasticache DescribeReplicationGroups': {
    read: reading =>
      factsOf(reading, readReplicationGroups, {
        [stackOutputs.cacheReplicationGroupId]:
          reading.answer.ReplicationGroups[0].ReplicationGroupId,
      }),
    kept({ ReplicationGroups: [group] }) {
      const nodes = group.NodeGroups.flatMap((each: any) =>
        each.NodeGroupMembers.map((node: any) => ({
          id: node.CacheClusterId,
          zone: node.PreferredAvailabilityZone,
        })),
      );
      return {
        id: group.ReplicationGroupId,
        status: group.Status,
        nodes,
        zones: names(nodes, 'zone'),
      };
    },
  },
  'elasticache DescribeReservedCacheNodesOfferings': {
    read: ({ access, target }) => readCacheNodes(access, target),
    kept: ({ ReservedCacheNodesOfferings }) =>
      names(ReservedCacheNodesOfferings, 'CacheNodeType'),
  },
};

const databases: Record<string, ExampleReader> = {
  'rds DescribeDBClusters': {
    read(reading) {
      reading.also('rds', 'DescribeDBInstances', () => ({ DBInstances: [] }));
      return factsOf(reading, readAuroraClusters, {
        [stackOutputs.databaseClusterId]:
          reading.answer.DBClusters[0].DBClusterIdentifier,
      });
    },
    kept({ DBClusters: [cluster] }) {
      const scaling = cluster.ServerlessV2ScalingConfiguration;
      const members = cluster.DBClusterMembers.map((member: any) => ({
        id: member.DBInstanceIdentifier,
        role: member.IsClusterWriter ? 'writer' : 'reader',
      }));
      return {
        id: cluster.DBClusterIdentifier,
        status: cluster.Status,
        engine: cluster.Engine,
        engineVersion: cluster.EngineVersion,
        multiAz: cluster.MultiAZ,
        capacity: scaling
          ? { min: scaling.MinCapacity, max: scaling.MaxCapacity }
          : { instanceClass: '' },
        members: members.sort(
          (one: any, other: any) =>
            other.role.localeCompare(one.role) ||
            one.id.localeCompare(other.id),
        ),
      };
    },
  },
  'rds DescribeDBEngineVersions': {
    read: async ({ access, target, answer: { DBEngineVersions } }) => [
      await readEngineVersions(access, target, 'postgres'),
      await readUpgradeTargets(
        access,
        target,
        'postgres',
        DBEngineVersions[0].EngineVersion,
      ),
    ],
    kept: ({ DBEngineVersions }) => [
      names(DBEngineVersions, 'EngineVersion'),
      names(DBEngineVersions[0].ValidUpgradeTarget, 'EngineVersion'),
    ],
  },
  'rds DescribeDBInstances': {
    read: reading =>
      factsOf(reading, readRdsInstances, {
        [stackOutputs.databaseInstanceId]:
          reading.answer.DBInstances[0].DBInstanceIdentifier,
      }),
    kept: ({ DBInstances: [instance] }) => ({
      id: instance.DBInstanceIdentifier,
      status: instance.DBInstanceStatus,
      engine: instance.Engine,
      capacity: { instanceClass: instance.DBInstanceClass },
    }),
  },
  'rds DescribeEvents': {
    read: ({ clients }) => readStorageChanges(clients.rds, 'demo'),
    kept: ({ Events }) => [Events.at(-1).Date],
  },
  'rds DescribeOrderableDBInstanceOptions': {
    read: ({ access, target }) =>
      readOrderableClasses(access, target, {
        engine: 'postgres',
        version: '16.13',
      }),
    kept: ({ OrderableDBInstanceOptions }) =>
      OrderableDBInstanceOptions.map((option: any) => ({
        name: option.DBInstanceClass,
        multiAz: option.MultiAZCapable,
      })),
  },
};

const accounts: Record<string, ExampleReader> = {
  'iam GetRole': {
    read: ({ access, clients, answer: { Role } }) =>
      executionRole.run({
        access,
        clients,
        target: { account: Role.Arn.split(':')[4], region: 'eu-west-2' },
        environments: 1,
      }),
    kept: ({ Role }) => [
      {
        state: 'ok',
        message: `The trust policy of ${Role.Arn} names CloudFormation; its conditions are not checked.`,
      },
    ],
  },
  'secrets-manager DescribeSecret': {
    read: ({ clients, target, answer: { Name } }) =>
      checkSecrets(
        clients.secretsManager,
        {
          secrets: { database: Name, apiKeys: [] },
        } as unknown as EnvironmentSpec,
        target,
      ),
    // It is not scheduled for deletion.
    kept: () => [],
  },
  'secrets-manager ListSecrets': {
    read: ({ access, target }) => listSecretNames(access, target),
    kept: ({ SecretList }) => ({
      names: names(SecretList, 'Name'),
      truncated: false,
    }),
  },
  'sts GetCallerIdentity': {
    read: async ({ access, answer: { Account } }) =>
      (
        await checkIdentity(
          access,
          { account: Account, region: 'eu-west-2' },
          String,
        )
      ).findings[0],
    kept: ({ Arn }) => ({ state: 'ok', message: `${Arn}.` }),
  },
};

/** What reads the answer of an operation; of those that are missing only the success counts. */
export const exampleReaders: Readonly<Record<string, ExampleReader>> = {
  ...ec2,
  ...containers,
  ...caches,
  ...databases,
  ...accounts,
};
