import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import {
  stackName,
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import {
  createTestStack,
  testStackTags,
} from '../__testUtils__/createTestStack';
import { planReview } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { factsOf, type ObservedStack } from './ObservedStack';
import { Grant, type GrantedAction, type GrantedEffect } from './Grant';
import { readObservedStack } from './readObservedStack';
import { StackWriter } from './StackWriter';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const refOf = (suffix: string): EnvironmentRef => ({ account, region, suffix });
const owner = 'group:default/video';
const ada = { id: 'user:default/ada', ownershipRefs: [owner] };
const eve = { id: 'user:default/eve', ownershipRefs: ['group:default/news'] };
const terminal = { id: 'arn:aws:iam::000000000000:user/ada' };
const waiting = { maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let writer: StackWriter;

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  writer = new StackWriter(access);
  // Caches the account of the credentials.
  await access.targets();
});
afterAll(() => aws.stop());

const observed = async (suffix: string): Promise<ObservedStack> => {
  const stack = await readObservedStack(
    access,
    refOf(suffix),
    stackName(suffix),
  );
  if (!stack) throw new Error(`There is no stack of ${suffix}.`);
  return stack;
};

/** A grant as an authorizer issues it, for the current state. */
async function granted(
  action: GrantedAction,
  suffix: string,
  more: Partial<GrantedEffect> & {
    requester?: Grant['requester'];
    coversMissingOwner?: boolean;
  } = {},
): Promise<Grant> {
  const { requester = ada, coversMissingOwner = false, ...effect } = more;
  const ref = refOf(suffix);
  const stack = await readObservedStack(access, ref, stackName(suffix));
  const requested =
    action === 'delete'
      ? undefined
      : factsOf(ref, { blueprint: 'video-pipeline', owner });
  return Grant.issue(
    requester,
    { action, ref, operation: 'test', stack, requested, ...effect },
    { coversMissingOwner },
  );
}

/** Expects that an effect is refused and nothing is written. */
async function expectRefusal(
  effect: () => Promise<unknown>,
  error: { name: string; message: string },
): Promise<void> {
  recorder.calls = [];
  await expect(effect()).rejects.toMatchObject({
    name: error.name,
    message: expect.stringContaining(error.message),
  });
  expect(recorder.writes()).toEqual([]);
}

/** Expects that an effect happens, with exactly this call. */
async function expectWrite(
  effect: () => Promise<unknown>,
  call: string,
): Promise<void> {
  recorder.calls = [];
  await effect();
  expect(recorder.writes()).toEqual([call]);
}

const protect = (grant: Grant) => writer.setTerminationProtection(grant, true);
const cancelBy = (grant: Grant) => writer.deleteStack(grant, 'cancel');
const destroyBy = (grant: Grant) => writer.deleteStack(grant, 'destroy');
const protection = 'cloudformation:UpdateTerminationProtection';

const changed = {
  name: 'ConflictError',
  message: 'has changed in the meantime. Look at it again, then try again.',
};
const foreign = {
  name: 'NotAllowedError',
  message: 'is not managed by StreamFlix.',
};
const notOwned = {
  name: 'NotAllowedError',
  message: 'belongs to another owner.',
};

async function createStack(
  suffix: string,
  tags: Tag[],
  resources: object = { Queue: { Type: 'AWS::SQS::Queue' } },
): Promise<string> {
  const { cloudFormation } = await access.clients(refOf(suffix));
  const { StackId = '' } = await cloudFormation.send(
    new CreateStackCommand({
      StackName: stackName(suffix),
      TemplateBody: JSON.stringify({ Resources: resources }),
      Tags: tags,
    }),
  );
  return StackId;
}

async function destroyStack(StackName: string): Promise<void> {
  const { cloudFormation } = await access.clients(refOf(''));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(
    { client: cloudFormation, ...waiting },
    { StackName },
  );
}

describe('the writer', () => {
  /** Every effect, with a grant for each action that does not cover it. */
  const effects: [
    name: string,
    actions: GrantedAction[],
    effect: (grant: Grant) => Promise<unknown>,
  ][] = [
    [
      'createChangeSet',
      ['create', 'update'],
      grant =>
        writer.createChangeSet(grant, {
          purpose: 'review',
          template: '{}',
          tags: {},
        }),
    ],
    [
      'executeChangeSet',
      ['create', 'update'],
      grant => writer.executeChangeSet(grant),
    ],
    ['deleteStack', ['delete'], grant => writer.deleteStack(grant, 'destroy')],
    [
      'deleteStack to cancel',
      ['create'],
      grant => writer.deleteStack(grant, 'cancel'),
    ],
    [
      'deleteStack of a failed creation',
      ['create'],
      grant => writer.deleteStack(grant, 'clear'),
    ],
    ['cancelUpdate', ['update'], grant => writer.cancelUpdate(grant)],
    [
      'continueRollback',
      ['update'],
      grant => writer.continueRollback(grant, { skip: [] }),
    ],
    [
      'setTerminationProtection on',
      ['create', 'update'],
      grant => writer.setTerminationProtection(grant, true),
    ],
    [
      'setTerminationProtection off',
      ['update'],
      grant => writer.setTerminationProtection(grant, false),
    ],
    [
      'unprotectDatabase',
      ['create', 'delete'],
      grant =>
        writer.unprotectDatabase(grant, { kind: 'cluster', id: 'database' }),
    ],
  ];
  const all: GrantedAction[] = ['create', 'update', 'delete'];

  it.each(
    effects.flatMap(([name, actions, effect]) =>
      all
        .filter(action => !actions.includes(action))
        .map(action => [name, action, effect] as const),
    ),
  )('refuses %s with a grant to %s, and asks AWS nothing', async (...row) => {
    const [, action, effect] = row;
    const grant = await granted(action, 'none');
    await expectRefusal(() => effect(grant), {
      name: 'Error',
      message: `A grant to ${action} cannot be used to `,
    });
    expect(recorder.calls).toEqual([]);
  });

  it.each(effects)('refuses a forged grant for %s', async (...row) => {
    const [, [action], effect] = row;
    const grant = await granted(action, 'none');
    const forged = JSON.parse(JSON.stringify(grant));
    await expectRefusal(() => effect(forged), {
      name: 'Error',
      message: 'not issued by an authorizer',
    });
    expect(recorder.calls).toEqual([]);
  });

  it.each(effects)(
    'refuses %s in an account and a region that are not configured, and asks AWS nothing',
    async (...row) => {
      const [, [action], effect] = row;
      for (const ref of [
        { ...refOf('none'), account: '111122223333' },
        { ...refOf('none'), region: 'us-east-1' },
      ]) {
        const grant = await granted(action, 'none', { ref });
        await expectRefusal(() => effect(grant), {
          name: 'NotAllowedError',
          message: 'does not manage environments in that account and region.',
        });
        expect(recorder.calls).toEqual([]);
      }
    },
  );

  it('accepts a grant once, and not after it has expired', async () => {
    await createTestStack(access, { ...refOf('once'), owner });
    const grant = await granted('update', 'once');
    await expectWrite(() => protect(grant), protection);
    await expectRefusal(() => protect(grant), {
      name: 'Error',
      message: 'This grant was used before.',
    });

    const old = await granted('update', 'once');
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValue(Date.now() + 61_000);
    await expectRefusal(() => protect(old), {
      name: 'Error',
      message: 'This grant is too old.',
    }).finally(() => now.mockRestore());
    const fresh = await granted('update', 'once');
    await expectWrite(
      () => writer.setTerminationProtection(fresh, false),
      protection,
    );
  });

  it('refuses a stack that has changed since the decision', async () => {
    const StackName = await createTestStack(access, {
      ...refOf('moved'),
      owner,
    });
    const grant = await granted('update', 'moved');
    const { cloudFormation } = await access.clients(refOf('moved'));
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify({
          Resources: {
            Queue: { Type: 'AWS::SQS::Queue' },
            More: { Type: 'AWS::SQS::Queue' },
          },
        }),
        Tags: testStackTags({ suffix: 'moved', owner }),
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, ...waiting },
      { StackName },
    );
    await expectRefusal(() => protect(grant), changed);
    const again = await granted('update', 'moved');
    await expectWrite(() => protect(again), protection);
  });

  it('refuses another stack that has the name since the decision', async () => {
    const first = await createTestStack(access, { ...refOf('twin'), owner });
    const update = await granted('update', 'twin');
    const destroy = await granted('delete', 'twin');
    await destroyStack(first);
    const second = await createTestStack(access, { ...refOf('twin'), owner });
    expect(second).not.toBe(first);
    await expectRefusal(() => protect(update), changed);
    await expectRefusal(() => writer.deleteStack(destroy, 'destroy'), changed);
    expect((await observed('twin')).arn).toBe(second);
    const now = await granted('delete', 'twin');
    await expectWrite(
      () => writer.deleteStack(now, 'destroy'),
      'cloudformation:DeleteStack',
    );
  });

  it.each([
    ['has no tags', []],
    [
      'is tagged with the suffix of another',
      testStackTags({ suffix: 'other', owner }),
    ],
    [
      'is managed by another program',
      [
        { Key: stackTags.suffix, Value: 'foreign' },
        { Key: stackTags.owner, Value: owner },
        { Key: stackTags.managedBy, Value: 'terraform' },
      ],
    ],
  ])('refuses a stack that %s, also in the terminal', async (_, tags) => {
    const arn = await createStack('foreign', tags);
    const { cloudFormation } = await access.clients(refOf('foreign'));
    await waitUntilStackCreateComplete(
      { client: cloudFormation, ...waiting },
      { StackName: arn },
    );
    for (const requester of [ada, terminal]) {
      const update = await granted('update', 'foreign', { requester });
      await expectRefusal(() => protect(update), foreign);
      const destroy = await granted('delete', 'foreign', { requester });
      await expectRefusal(() => destroyBy(destroy), foreign);
    }
    await destroyStack(arn);
  });

  it('refuses the environment of another owner', async () => {
    await createTestStack(access, { ...refOf('owned'), owner });
    const others = await granted('update', 'owned', { requester: eve });
    await expectRefusal(() => protect(others), notOwned);
    const nobody = await granted('update', 'owned', {
      requester: { id: eve.id, ownershipRefs: [] },
      // This covers only an environment without an owner.
      coversMissingOwner: true,
    });
    await expectRefusal(() => protect(nobody), notOwned);
    const inTerminal = await granted('update', 'owned', {
      requester: terminal,
    });
    await expectWrite(() => protect(inTerminal), protection);
    const own = await granted('update', 'owned', {
      requester: { ...ada, ownershipRefs: ['group:Default/Video'] },
    });
    await expectWrite(() => protect(own), protection);
  });

  it('refuses an environment without an owner, unless the grant covers that', async () => {
    await createTestStack(access, refOf('lost'));
    const uncovered = await granted('update', 'lost');
    await expectRefusal(() => protect(uncovered), notOwned);
    const covered = await granted('update', 'lost', {
      coversMissingOwner: true,
    });
    await expectWrite(() => protect(covered), protection);
  });
});

describe('a grant to create', () => {
  const denied = {
    name: 'NotAllowedError',
    message: 'does not cover this in its present state.',
  };
  const change = { purpose: 'review', template: '{}', tags: {} } as const;

  it('does not reach a stack that was once complete', async () => {
    await createTestStack(access, { ...refOf('done'), owner });
    const cancel = await granted('create', 'done');
    await expectRefusal(() => writer.deleteStack(cancel, 'cancel'), denied);
    const clear = await granted('create', 'done');
    await expectRefusal(() => writer.deleteStack(clear, 'clear'), denied);
    const database = await granted('create', 'done');
    await expectRefusal(
      () => writer.unprotectDatabase(database, { kind: 'cluster', id: 'any' }),
      denied,
    );
    const planned = await granted('create', 'done');
    await expectRefusal(() => writer.createChangeSet(planned, change), changed);
    const executed = await granted('create', 'done', { changeSetArn: 'any' });
    await expectRefusal(() => writer.executeChangeSet(executed), changed);
    // A grant to delete does not cover unprotecting the database of such a stack either.
    const destroy = await granted('delete', 'done');
    await expectRefusal(
      () => writer.unprotectDatabase(destroy, { kind: 'cluster', id: 'any' }),
      denied,
    );
    // It covers protecting what was created.
    const protecting = await granted('create', 'done');
    await expectWrite(() => protect(protecting), protection);
  });

  it('covers cancelling a creation, and unprotecting its database', async () => {
    const [hang] = aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Hanging',
    });
    await createStack('half', testStackTags({ suffix: 'half', owner }), {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          DBClusterIdentifier: 'half',
          Engine: 'aurora-postgresql',
          MasterUsername: 'streamflix',
          ManageMasterUserPassword: true,
          DeletionProtection: true,
        },
      },
      Hanging: { Type: 'AWS::SQS::Queue', DependsOn: 'Cluster' },
    });
    const { rds } = await access.clients(refOf('half'));
    const cluster = async () =>
      (await rds.send(new DescribeDBClustersCommand({}))).DBClusters?.[0];
    while ((await cluster())?.Status !== 'available');
    const database = await granted('create', 'half');
    await expectWrite(
      () => writer.unprotectDatabase(database, { kind: 'cluster', id: 'half' }),
      'rds:ModifyDBCluster',
    );
    expect((await cluster())?.DeletionProtection).toBe(false);
    const cleared = await granted('create', 'half');
    await expectRefusal(() => writer.deleteStack(cleared, 'clear'), denied);
    const cancelled = await granted('create', 'half');
    await expectWrite(
      () => writer.deleteStack(cancelled, 'cancel'),
      'cloudformation:DeleteStack',
    );
    aws.faults.remove(hang);
  });

  it('is refused when something was created since the decision', async () => {
    const grant = await granted('create', 'fast');
    await createTestStack(access, { ...refOf('fast'), owner });
    await expectRefusal(() => writer.createChangeSet(grant, change), changed);
  });

  it('does not cover a stack that exists only for change sets, whoever created it', async () => {
    const { stackArn } = await planReview(access, {
      input: inputOf('review'),
      token: 'review',
    });
    for (const [effect, error] of [
      [cancelBy, denied],
      [
        protect,
        { name: 'NotAllowedError', message: 'There is no environment' },
      ],
    ] as const) {
      const grant = await granted('create', 'review');
      await expectRefusal(() => effect(grant), error);
    }
    const destroying = await granted('delete', 'review');
    await expectRefusal(() => destroyBy(destroying), {
      name: 'NotAllowedError',
      message: 'There is no environment',
    });
    expect((await observed('review')).arn).toBe(stackArn);
  });
});

describe('executing a change set', () => {
  const refused = {
    name: 'NotAllowedError',
    message: 'The change set is not one for environment',
  };

  it('is refused where the change set is not what was granted', async () => {
    const [one, other] = await Promise.all(
      ['one', 'other'].map(suffix =>
        planReview(access, { input: inputOf(suffix), token: suffix }),
      ),
    );
    const execute = (grant: Grant) => () => writer.executeChangeSet(grant);
    const { changeSetArn } = one;

    const none = await granted('create', 'one');
    await expectRefusal(execute(none), {
      name: 'Error',
      message: 'The grant covers no change set.',
    });
    const ofAnother = await granted('create', 'one', {
      changeSetArn: other.changeSetArn,
    });
    await expectRefusal(execute(ofAnother), refused);
    for (const requested of [
      undefined,
      factsOf(one.ref, { blueprint: 'video-pipeline' }),
      factsOf(one.ref, { owner }),
      factsOf(one.ref, { blueprint: 'complete', owner }),
      factsOf(one.ref, {
        blueprint: 'video-pipeline',
        owner: 'group:default/news',
      }),
    ]) {
      const grant = await granted('create', 'one', { changeSetArn, requested });
      await expectRefusal(execute(grant), refused);
    }
    expect((await leftoversIn(access)).stacks).toMatchObject({
      'streamflix-one': 'REVIEW_IN_PROGRESS',
      'streamflix-other': 'REVIEW_IN_PROGRESS',
    });

    const grant = await granted('create', 'one', { changeSetArn });
    await expectWrite(execute(grant), 'cloudformation:ExecuteChangeSet');
    expect((await stackOf(access, 'one'))?.StackId).toBe(one.stackArn);
  });
});
