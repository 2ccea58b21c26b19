import {
  CreateChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  historyToMetadata,
  metadataKeys,
  readHistoryMetadata,
  stackName,
  type HistoryEntry,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import {
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import { inputOf, stackOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { operationId } from '../cloudformation/operationTokens';
import { awaitChangeSet } from './ChangeSet';
import type { Plan } from './Plan';

jest.setTimeout(120_000);

const video = 'group:default/video';
const ada = asUser({ userRef: 'user:default/ada', owns: [video] });
const bob = asUser({ userRef: 'user:default/bob', owns: [video] });

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let plan: Plan;
let forgeries = 0;

const changed = (maxTasks: number) => inputOf('abc', { worker: { maxTasks } });

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  await planAndDeploy(access, inputOf('abc'), {
    authorizer: ada,
    token: 'first',
  });
  await planAndDeploy(access, changed(7), { authorizer: bob, token: 'second' });
  plan = await planReview(access, {
    input: changed(8),
    authorizer: bob,
    token: 'third',
  });
});
afterAll(() => aws.stop());

async function templateOf(
  source: { ChangeSetName?: string } | { StackName: string },
): Promise<{ Metadata: Record<string, string> }> {
  const { cloudFormation } = await access.clients(plan.ref);
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand(source),
  );
  return JSON.parse(TemplateBody);
}

async function historyOf(
  source: Parameters<typeof templateOf>[0],
): Promise<HistoryEntry[]> {
  const read = readHistoryMetadata((await templateOf(source)).Metadata);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** Creates the change set of the plan with another history, as an AWS user can. */
async function forge(
  change: (history: HistoryEntry[]) => HistoryEntry[],
): Promise<Plan> {
  const { cloudFormation } = await access.clients(plan.ref);
  const source = { ChangeSetName: plan.changeSetArn };
  const template = await templateOf(source);
  const history = change(await historyOf(source));
  const { [metadataKeys.history]: _, ...metadata } = template.Metadata;
  const stack = await stackOf(access, 'abc');
  const { Id: arn = '' } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: stackName('abc'),
      ChangeSetName: `streamflix-review-${String((forgeries += 1)).padStart(
        32,
        '0',
      )}`,
      ChangeSetType: 'UPDATE',
      TemplateBody: JSON.stringify({
        ...template,
        Metadata: { ...metadata, ...historyToMetadata(history) },
      }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: stack?.Tags,
    }),
  );
  await awaitChangeSet(cloudFormation, { arn }, 20);
  return { ...plan, changeSetArn: arn };
}

const notOurs =
  'The change set is not what this version of StreamFlix makes of the request. Plan again.';

describe('the history in a change set', () => {
  it('is that of the running stack, and what was planned', async () => {
    const running = await historyOf({ StackName: stackName('abc') });
    expect(running).toEqual([
      {
        operation: operationId('second'),
        kind: 'change',
        requester: 'user:default/bob',
        at: expect.any(String),
        differences: [{ path: 'worker.maxTasks', from: '10', to: '7' }],
        more: 0,
      },
      {
        operation: operationId('first'),
        kind: 'create',
        requester: 'user:default/ada',
        at: expect.any(String),
        differences: [],
        more: 0,
      },
    ]);
    const [next, ...rest] = await historyOf({
      ChangeSetName: plan.changeSetArn,
    });
    expect(rest).toEqual(running);
    expect(next).toMatchObject({
      operation: operationId('third'),
      requester: 'user:default/bob',
      differences: [{ path: 'worker.maxTasks', from: '7', to: '8' }],
    });
  });

  it.each<[what: string, change: (history: HistoryEntry[]) => HistoryEntry[]]>([
    ['without the operation', ([, ...rest]) => rest],
    ['without any operation', () => []],
    ['without an earlier operation', ([next, , first]) => [next, first]],
    ['with one operation more', ([next, ...rest]) => [next, next, ...rest]],
    [
      'that names another user',
      ([next, ...rest]) => [
        { ...next, requester: 'user:default/ada' },
        ...rest,
      ],
    ],
    [
      'that names another user for an earlier operation',
      ([next, second, first]) => [
        next,
        { ...second, requester: 'user:default/ada' },
        first,
      ],
    ],
    [
      'that describes another change',
      ([next, ...rest]) => [
        { ...next, differences: [{ path: 'worker.cpu', from: '1', to: '2' }] },
        ...rest,
      ],
    ],
    [
      'of another day',
      ([next, ...rest]) => [
        { ...next, at: '2020-01-01T00:00:00.000Z' },
        ...rest,
      ],
    ],
  ])('is refused %s', async (_, change) => {
    const forged = await forge(change);
    recorder.calls = [];
    await expect(
      execute(access, { plan: forged, token: 'forged', authorizer: bob }),
    ).rejects.toThrow(notOurs);
    expect(recorder.writes()).toEqual([]);
  });

  it('is executed only for the user whom it names', async () => {
    recorder.calls = [];
    await expect(
      execute(access, { plan, token: 'other', authorizer: ada }),
    ).rejects.toThrow(
      'The change set was planned by another user. Plan again.',
    );
    expect(recorder.writes()).toEqual([]);
    const { outcome } = await execute(access, {
      plan,
      token: 'third',
      authorizer: bob,
    });
    expect(outcome).toBe('updated');
    expect(await historyOf({ StackName: stackName('abc') })).toHaveLength(3);
  });
});
