import { paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import type { HistoricOperation } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { operationId } from '../cloudformation/operationTokens';
import { readOperationHistory } from './readOperationHistory';
import { readOperations } from './readOperations';

jest.setTimeout(120_000);

const ref = { account, region: 'eu-central-1', suffix: 'abc' };
const video = 'group:default/video';
const ada = asUser({ userRef: 'user:default/ada', owns: [video] });
const changed = (maxTasks: number) => inputOf('abc', { worker: { maxTasks } });

const short = ({
  kind,
  requester,
  outcome,
  differences,
}: HistoricOperation) => [
  kind,
  requester.from,
  outcome,
  differences?.map(({ path, from, to }) => `${path} ${from} → ${to}`).join(),
];

describe('the history of operations on a stack', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let stackArn: string;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      authorizer: ada,
    });
    stackArn = outcome.stackArn;
    // Reviewed in one task and executed in another.
    const plan = await planReview(access, {
      input: changed(7),
      authorizer: ada,
      token: 'review',
    });
    await execute(access, { plan, token: 'execution', authorizer: ada });
    aws.faults.add({
      kind: 'fail-resource',
      operation: 'update',
      resource: 'Stream',
      reason: 'Limit exceeded',
      times: 1,
    });
    await planAndDeploy(
      access,
      inputOf('abc', { worker: { maxTasks: 7 }, stream: { shards: 3 } }),
      {
        authorizer: ada,
      },
    );
  });
  afterAll(() => aws.stop());

  it('has of each operation who requested it, what differed, its outcome, duration and cause', async () => {
    const history = await readOperationHistory(access, ref, stackArn);
    expect(history).toMatchObject({ stackArn, owner: video, unread: [] });
    expect(history.destroyedAt).toBeUndefined();
    expect(history.items.map(short)).toEqual([
      ['change', 'portal', 'rolled-back', 'stream.shards 2 → 3'],
      ['change', 'portal', 'updated', 'worker.maxTasks 10 → 7'],
      ['create', 'portal', 'created', ''],
    ]);
    const [failed, change, creation] = history.items;
    expect(failed.explanation).toMatchObject({
      awsMessage: 'Limit exceeded',
      resource: { logicalId: 'Stream' },
    });
    expect(change).toMatchObject({
      id: `deploy-${operationId('execution')}`,
      requester: { id: 'user:default/ada' },
      seconds: expect.any(Number),
      hasEvents: true,
    });
    expect(creation.seconds).toBeGreaterThan(0);
  });

  it('has of a change that is being rolled back what it would have changed, and leaves the change before what is its own', async () => {
    const { cloudFormation } = await access.clients(ref);
    let hasStarted = false;
    const send = async (command: { constructor: { name: string } }) => {
      const answer: any = await cloudFormation.send(command as never);
      const rolling = 'UPDATE_ROLLBACK_IN_PROGRESS';
      if (command.constructor.name === 'DescribeStacksCommand')
        answer.Stacks[0].StackStatus = rolling;
      if (command.constructor.name === 'DescribeStackEventsCommand') {
        // Newest first, in pages: without what follows the start of the rollback.
        answer.StackEvents = answer.StackEvents.filter(
          ({ ResourceStatus }: { ResourceStatus: string }) =>
            (hasStarted ||= ResourceStatus === rolling),
        );
      }
      return answer;
    };
    const rollingBack = {
      ...access,
      clients: async () => ({
        ...(await access.clients(ref)),
        cloudFormation: new Proxy(cloudFormation, {
          get: (client, name) =>
            name === 'send' ? send : Reflect.get(client, name),
        }),
      }),
    } as AwsAccess;
    const { items } = await readOperationHistory(rollingBack, ref, stackArn);
    expect(items.map(short)).toEqual([
      ['change', 'portal', 'in-progress', 'stream.shards 2 → 3'],
      ['change', 'portal', 'updated', 'worker.maxTasks 10 → 7'],
      ['create', 'portal', 'created', ''],
    ]);
  });

  it('uses the history in the template when CloudFormation no longer has the events', async () => {
    const { cloudFormation } = await access.clients(ref);
    const without = {
      ...access,
      clients: async () => ({
        ...(await access.clients(ref)),
        cloudFormation: new Proxy(cloudFormation, {
          get: (client, name) =>
            name === 'send'
              ? async (command: { constructor: { name: string } }) =>
                  command.constructor.name === 'DescribeStackEventsCommand'
                    ? { StackEvents: [] }
                    : client.send(command as never)
              : Reflect.get(client, name),
        }),
      }),
    } as AwsAccess;
    const { items } = await readOperationHistory(without, ref, stackArn);
    expect(items.map(short)).toEqual([
      ['change', 'portal', 'updated', 'worker.maxTasks 10 → 7'],
      ['create', 'portal', 'created', ''],
    ]);
    expect(items[0]).toMatchObject({
      id: `deploy-${operationId('review')}`,
      hasEvents: false,
      message: expect.stringMatching(/no longer has the events/),
    });
    // With what was stored, the outcomes are complete.
    const stored = await readOperations(access, ref, stackArn, new Date(0));
    const complete = await readOperationHistory(without, ref, stackArn, stored);
    expect(complete.items.map(short)).toEqual([
      ['change', 'portal', 'rolled-back', 'stream.shards 2 → 3'],
      ['change', 'portal', 'updated', 'worker.maxTasks 10 → 7'],
      ['create', 'portal', 'created', ''],
    ]);
    expect(complete.items.every(({ hasEvents }) => !hasEvents)).toBe(true);
  });

  it('is kept of a deleted stack, and names who destroyed it', async () => {
    await destroy(access, { ref, token: 'end' });
    const history = await readOperationHistory(access, ref, stackArn);
    expect(history.destroyedAt).toMatch(/^\d{4}-/);
    expect(history.items.map(short)[0]).toEqual([
      'destroy',
      'terminal',
      'destroyed',
      undefined,
    ]);
    expect(history.items[0].requester.id).toMatch(/^arn:aws:/);
    expect(history.items).toHaveLength(4);
  });

  it('is at most ten operations, and reads no older events', async () => {
    for (let n = 0; n < 11; n += 1) {
      await planAndDeploy(
        access,
        { ...inputOf('many'), worker: { maxTasks: 11 + n } },
        {
          authorizer: ada,
        },
      );
    }
    const many = { ...ref, suffix: 'many' };
    const { cloudFormation } = await access.clients(many);
    let arn = '';
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: cloudFormation },
      { StackName: 'streamflix-many' },
    )) {
      arn = StackEvents[0].StackId ?? '';
    }
    const { items } = await readOperationHistory(access, many, arn);
    expect(items.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 10 }, () => 'change'),
    );
    expect(items[9].differences).toEqual([
      { path: 'worker.maxTasks', from: '11', to: '12' },
    ]);
  });
});
