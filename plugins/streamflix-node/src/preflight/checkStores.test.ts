import {
  stackName,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy } from '../__testUtils__/operations';
import { specOf } from '../__testUtils__/specOf';
import {
  account,
  inputOf,
  startAccess,
  terminal,
} from '../__testUtils__/startAccess';
import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { describeStack } from '../cloudformation/describeStack';
import { readStorageChanges } from '../offers/readRunningDatabase';
import { planEnvironment } from '../plan/planEnvironment';
import { checkStores } from './checkStores';

jest.setTimeout(120_000);

const target = { account, region: 'eu-central-1' };

const provisioned = { mode: 'provisioned', shards: 2 } as const;
const running: Partial<EnvironmentInput> = {
  database: { kind: 'rds', storageGiB: 30 },
  cache: { kind: 'replication-group' },
  stream: provisioned,
};

describe('checkStores', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    await planAndDeploy(access, inputOf('abc', running));
  });
  afterAll(() => aws.stop());

  /** What is refused when services answer differently than local AWS. */
  async function changeWith(
    answers: Record<string, object | Error>,
    next: Partial<EnvironmentInput>,
  ) {
    const clients = await access.clients(target);
    const stack = await describeStack(clients.cloudFormation, stackName('abc'));
    if (!stack) throw new Error('There is no stack.');
    const answering = <T extends { send: unknown }>(client: T): T =>
      Object.create(client, {
        send: {
          value: async (command: { constructor: { name: string } }) => {
            const answer = answers[command.constructor.name];
            if (answer instanceof Error) throw answer;
            return (
              answer ??
              (client as unknown as AwsClients['rds']).send(command as never)
            );
          },
        },
      });
    const notices: string[] = [];
    const problems = await checkStores(
      {
        clients: Object.create(clients, {
          rds: { value: answering(clients.rds) },
          elastiCache: { value: answering(clients.elastiCache) },
          kinesis: { value: answering(clients.kinesis) },
        }),
        stack,
        spec: specOf(running),
      },
      specOf({ ...running, ...next }),
      line => notices.push(line),
    );
    return { problems, notices };
  }

  const databaseIn = (DBInstanceStatus: string) => ({
    DescribeDBInstancesCommand: { DBInstances: [{ DBInstanceStatus }] },
  });
  const larger: Partial<EnvironmentInput> = {
    database: { kind: 'rds', storageGiB: 60 },
  };

  it('allows changes of every store that is ready', async () => {
    expect(
      await changeWith(
        {},
        {
          ...larger,
          cache: { kind: 'replication-group', snapshots: 9 },
          stream: { mode: 'provisioned', shards: 4 },
        },
      ),
    ).toEqual({ problems: [], notices: [] });
  });

  it.each<[string, Record<string, object>, Partial<EnvironmentInput>, string]>([
    [
      'a stopped database',
      databaseIn('stopped'),
      larger,
      'database.storageGiB',
    ],
    [
      'the storage of a database that RDS optimizes',
      databaseIn('storage-optimization'),
      larger,
      'database.storageGiB',
    ],
    [
      'the storage of a database that RDS backs up while it still optimizes the storage',
      {
        DescribeDBInstancesCommand: {
          DBInstances: [
            {
              DBInstanceStatus: 'backing-up',
              StorageOperationStatus: 'Optimizing',
            },
          ],
        },
      },
      larger,
      'database.storageGiB',
    ],
    [
      'a replication group that ElastiCache modifies',
      {
        DescribeReplicationGroupsCommand: {
          ReplicationGroups: [{ Status: 'modifying' }],
        },
      },
      { cache: { kind: 'replication-group', snapshots: 9 } },
      'cache.snapshots',
    ],
    [
      'a stream that Kinesis updates',
      {
        DescribeStreamSummaryCommand: {
          StreamDescriptionSummary: { StreamStatus: 'UPDATING' },
        },
      },
      { stream: { mode: 'provisioned', shards: 4 } },
      'stream.shards',
    ],
  ])('refuses to change %s', async (_, answers, next, path) => {
    expect((await changeWith(answers, next)).problems).toEqual([
      { path, message: expect.stringContaining('is in the state') },
    ]);
  });

  it('allows other changes of a database whose storage RDS optimizes', async () => {
    const { problems } = await changeWith(databaseIn('storage-optimization'), {
      database: { kind: 'rds', storageGiB: 30, backupDays: 9 },
    });
    expect(problems).toEqual([]);
  });

  it('allows another database in the place of one in any state', async () => {
    const { problems } = await changeWith(databaseIn('stopped'), {
      database: { kind: 'aurora' },
    });
    expect(problems).toEqual([]);
  });

  it('refuses the fifth change of storage in 24 hours, and reports when it is possible', async () => {
    const events = [4, 3, 2, 1].map(hours => ({
      Message: 'Finished applying modification to allocated storage',
      Date: new Date(Date.now() - hours * 60 * 60 * 1000),
    }));
    const { problems } = await changeWith(
      { DescribeEventsCommand: { Events: events } },
      larger,
    );
    const [{ message }] = problems;
    expect(message).toMatch(/at most 4 times in 24 hours/);
    const [, until] = /until (\S+Z)/.exec(message) ?? [];
    const hours = (Date.parse(until) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(19.9);
    expect(hours).toBeLessThan(20.1);
  });

  it('reports what could not be read, and refuses nothing for it', async () => {
    const denied = Object.assign(new Error('not authorized'), {
      name: 'AccessDenied',
    });
    const { problems, notices } = await changeWith(
      { DescribeDBInstancesCommand: denied },
      larger,
    );
    expect(problems).toEqual([]);
    expect(notices).toEqual([
      expect.stringMatching(/^Whether the database can change now/),
    ]);
  });

  it('refuses in a plan another change of storage while RDS optimizes the last one', async () => {
    const at = (storageGiB: number) =>
      inputOf('opt', { ...running, database: { kind: 'rds', storageGiB } });
    // Six hours in 36 seconds.
    const slow = await startAccess({ speed: 600 });
    try {
      await planAndDeploy(slow.access, at(30));
      await planAndDeploy(slow.access, at(40));
      const next = planEnvironment(slow.access, {
        input: at(60),
        token: 'next',
        authorizer: terminal(slow.access),
        purpose: 'review',
      });
      await expect(next).rejects.toMatchObject({
        problems: [
          {
            path: 'database.storageGiB',
            message: expect.stringContaining('state storage-optimization'),
          },
        ],
      });
      const { rds } = await slow.access.clients(target);
      expect(await readStorageChanges(rds, 'opt')).toHaveLength(1);
    } finally {
      await slow.aws.stop();
    }
  });

  it('refuses in a plan the third mode of a stream in 24 hours, counted from the events of the stack', async () => {
    const withStream = (stream: EnvironmentInput['stream']) =>
      inputOf('abc', { ...running, stream });
    await planAndDeploy(access, withStream({ mode: 'on-demand' }));
    // A change of something else is none of the mode.
    await planAndDeploy(
      access,
      withStream({ mode: 'on-demand', retentionHours: 48 }),
    );
    await planAndDeploy(access, withStream(provisioned));
    const plan = planEnvironment(access, {
      input: withStream({ mode: 'on-demand' }),
      token: 'third',
      authorizer: terminal(access),
      purpose: 'review',
    });
    await expect(plan).rejects.toMatchObject({
      problems: [
        {
          path: 'stream.mode',
          message: expect.stringMatching(
            /must stay as it is until \S+Z: AWS changes it at most 2 times in 24 hours/,
          ),
        },
      ],
    });
  });
});
