import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy, planReview } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { discardPlan } from '../plan/discardPlan';

jest.setTimeout(60_000);

const missingImage = 'public.ecr.aws/streamflix/worker:missing';

describe('deploying an environment', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  const input = inputOf('demo');

  it('creates it, and reports every event once, n of m', async () => {
    const { plan, outcome, lines } = await planAndDeploy(access, input);
    expect(plan).toMatchObject({
      ref: { account, region: 'eu-central-1', suffix: 'demo' },
      kind: 'create',
    });
    const total = plan?.synthesis.resources ?? 0;
    expect(plan?.changes).toHaveLength(total);
    expect(new Set(plan?.changes.map(({ action }) => action))).toEqual(
      new Set(['add']),
    );
    expect(outcome).toMatchObject({
      outcome: 'created',
      stackArn: plan?.stackArn,
      stackStatus: 'CREATE_COMPLETE',
      explanation: undefined,
      message: expect.stringMatching(
        /^Environment demo in eu-central-1 was created in \d+ s\.$/,
      ),
    });
    for (const line of lines) {
      expect(line).toMatch(
        new RegExp(
          `^\\d+/${total} · [\\w-]+ · ([A-Z_]+|CREATE_COMPLETE · \\d+ s|CREATE_IN_PROGRESS · (Resource creation Initiated|Eventual consistency check initiated))$`,
        ),
      );
    }
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines[0]).toBe(`0/${total} · streamflix-demo · CREATE_IN_PROGRESS`);
    expect(lines.at(-1)).toBe(
      `${total}/${total} · streamflix-demo · CREATE_COMPLETE`,
    );
    const completed = lines.filter(line => /CREATE_COMPLETE · /.test(line));
    expect(completed).toHaveLength(total);
  });

  it('reports exactly the events of AWS', async () => {
    const reported: string[] = [];
    const { outcome } = await planAndDeploy(access, inputOf('events'), {
      onProgress: ({ event }) => reported.push(event.id),
    });
    const { cloudFormation } = await access.clients(outcome.ref);
    const known: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloudFormation.send(
        new DescribeStackEventsCommand({
          StackName: outcome.stackArn,
          NextToken,
        }),
      );
      known.push(...(page.StackEvents ?? []).map(event => event.EventId ?? ''));
      NextToken = page.NextToken;
    } while (NextToken);
    // The oldest event is from the change set's creation, before the operation.
    expect(reported).toEqual(known.reverse().slice(1));
  });

  it('gives every output of the stack', async () => {
    const { Outputs = [] } = (await stackOf(access, 'demo')) ?? {};
    const { outcome } = await planAndDeploy(access, input);
    expect(outcome.outputs).toEqual(
      Object.fromEntries(Outputs.map(o => [o.OutputKey, o.OutputValue])),
    );
    expect(outcome.outputs).toMatchObject({
      [stackOutputs.streamName]: expect.stringContaining('demo'),
      [stackOutputs.databaseClusterId]: expect.any(String),
      [stackOutputs.workerName]: expect.any(String),
    });
  });

  it('changes nothing when it is up to date, and reports that', async () => {
    const { plan, outcome, lines } = await planAndDeploy(access, input);
    expect(plan).toMatchObject({
      kind: 'unchanged',
      changes: [],
      changeSetArn: undefined,
    });
    expect(outcome).toMatchObject({
      outcome: 'unchanged',
      message: 'Environment demo in eu-central-1 is up to date; nothing to do.',
    });
    expect(lines).toEqual([]);
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('changes only what differs', async () => {
    const { plan, outcome } = await planAndDeploy(access, {
      ...input,
      worker: { maxTasks: 7 },
    });
    expect(plan?.kind).toBe('change');
    expect(plan?.changes).toEqual([
      {
        action: 'change',
        logicalId: expect.stringContaining('Scaling'),
        type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        properties: ['MaxCapacity'],
        values: [{ path: 'MaxCapacity', before: '10', after: '7' }],
        losesData: false,
      },
    ]);
    expect(outcome).toMatchObject({
      outcome: 'updated',
      stackStatus: 'UPDATE_COMPLETE',
    });
    expect(outcome.outputs).toHaveProperty(stackOutputs.streamName);
  });

  it('keeps accents and other scripts in tags, although the template loses them', async () => {
    const international = inputOf('script', { tags: { Team: 'Vidéo 映像' } });
    await planAndDeploy(access, international);
    expect((await stackOf(access, 'script'))?.Tags).toContainEqual({
      Key: 'Team',
      Value: 'Vidéo 映像',
    });
    const { outcome } = await planAndDeploy(access, international);
    expect(outcome).toMatchObject({ outcome: 'unchanged' });
  });

  it('sets and lifts the protection of the stack', async () => {
    const safe = inputOf('safe', { deletionProtection: true });
    await planAndDeploy(access, safe);
    expect((await stackOf(access, 'safe'))?.EnableTerminationProtection).toBe(
      true,
    );
    await planAndDeploy(access, { ...safe, deletionProtection: false });
    expect((await stackOf(access, 'safe'))?.EnableTerminationProtection).toBe(
      false,
    );
  });
});

describe('a deployment that fails', () => {
  it('is rolled back and reported with its first cause, as given by the tasks that stopped', async () => {
    // Slow enough to be observed while the service tries to start, on a busy machine too.
    const { aws, access } = await startAccess({ speed: 60 });
    const notices: string[] = [];
    const { outcome, lines } = await planAndDeploy(
      access,
      inputOf('bad', { worker: { image: missingImage } }),
      { onNotice: message => notices.push(message) },
    );
    expect(outcome).toMatchObject({
      outcome: 'rolled-back',
      stackStatus: 'ROLLBACK_COMPLETE',
      outputs: {},
      explanation: {
        resource: { logicalId: 'Worker', type: 'AWS::ECS::Service' },
        awsMessage: expect.stringMatching(
          /Circuit Breaker was triggered.* · CannotPullContainerError: .*worker:missing: not found/,
        ),
        cause: 'The image has no such tag or digest.',
        resolution: expect.stringContaining('Check the image’s tag'),
      },
      message:
        'Environment bad in eu-central-1 could not be created, and everything that had been created was deleted.',
    });
    expect(notices).toEqual([
      expect.stringMatching(/^Tasks of Worker stop: CannotPullContainerError/),
    ]);
    expect(lines.at(-1)).toMatch(
      /^(\d+)\/\1 · streamflix-bad · ROLLBACK_COMPLETE$/,
    );
    await aws.stop();
  });

  describe('and the failed stack it leaves', () => {
    let aws: LocalAws;
    let access: AwsAccess;
    beforeAll(async () => {
      ({ aws, access } = await startAccess());
      await planAndDeploy(
        access,
        inputOf('again', { worker: { image: missingImage } }),
      );
    });
    afterAll(() => aws.stop());

    it('stays while a user only plans', async () => {
      const plan = await planReview(access, {
        input: inputOf('again'),
        token: 'only a plan',
      });
      expect(plan).toMatchObject({ kind: 'create', changeSetArn: undefined });
      expect(plan.changes).toHaveLength(plan.synthesis.resources);
      await discardPlan(access, {
        ref: plan.ref,
        token: 'only a plan',
        purpose: 'review',
      });
      expect(await leftoversIn(access)).toEqual({
        stacks: { 'streamflix-again': 'ROLLBACK_COMPLETE' },
        changeSets: [],
      });
    });

    it('are cleared by the next deployment', async () => {
      const { outcome } = await planAndDeploy(access, inputOf('again'));
      expect(outcome.outcome).toBe('created');
      expect(await leftoversIn(access)).toEqual({
        stacks: { 'streamflix-again': 'CREATE_COMPLETE' },
        changeSets: [],
      });
    });
  });

  it('as a change leaves the environment as it was before', async () => {
    const { aws, access } = await startAccess();
    await planAndDeploy(access, inputOf('abc'));
    const before = await stackOf(access, 'abc');
    const { outcome } = await planAndDeploy(
      access,
      inputOf('abc', { worker: { image: missingImage } }),
    );
    expect(outcome).toMatchObject({
      outcome: 'rolled-back',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      explanation: { resource: { logicalId: 'Worker' } },
      message:
        'Environment abc in eu-central-1 could not be changed and is as it was before.',
    });
    expect(outcome.outputs).toEqual(
      Object.fromEntries(
        (before?.Outputs ?? []).map(o => [o.OutputKey, o.OutputValue]),
      ),
    );
    await aws.stop();
  });
});
