import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { startProxy } from '../__testUtils__/startProxy';
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  accessTo,
  account,
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { operationId } from '../cloudformation/operationTokens';
import { readStack } from '../status/readStack';
import { RefusedError } from '../aws/RefusedError';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const refOf = (suffix: string) => ({ account, region, suffix });

describe('destroying an environment', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  it('waits for the real end, and counts what goes', async () => {
    const { plan, outcome: created } = await planAndDeploy(
      access,
      inputOf('abc'),
    );
    const lines: string[] = [];
    const outcome = await destroy(access, {
      ref: created.ref,
      token: 'first',
      onProgress: ({ line }) => lines.push(line),
    });
    expect(outcome).toMatchObject({
      outcome: 'destroyed',
      stackArn: created.stackArn,
      stackStatus: 'DELETE_COMPLETE',
      message: expect.stringMatching(
        /^Environment abc in eu-central-1 was destroyed in \d+ s\.$/,
      ),
    });
    const total = plan?.synthesis.resources;
    expect(lines[0]).toBe(`0/${total} · streamflix-abc · DELETE_IN_PROGRESS`);
    expect(lines.at(-1)).toBe(
      `${total}/${total} · streamflix-abc · DELETE_COMPLETE`,
    );
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('finds, run again with its token, how it ended', async () => {
    expect(
      await destroy(access, { ref: refOf('abc'), token: 'first' }),
    ).toMatchObject({ outcome: 'destroyed', stackStatus: 'DELETE_COMPLETE' });
  });

  it('lists the deleted stacks of the account only when the stack is not found otherwise', async () => {
    const recorder = new CallRecorder();
    aws.faults.add(recorder);
    const lists = () => recorder.counts()['cloudformation:ListStacks'] ?? 0;
    const { outcome } = await planAndDeploy(access, inputOf('listed'));
    const { ref, stackArn } = outcome;
    recorder.reset();
    await destroy(access, { ref, token: 'listed' });
    expect(lists()).toBe(0);
    expect(
      await destroy(access, { ref, token: 'listed', stackArn }),
    ).toMatchObject({ outcome: 'destroyed', stackArn });
    expect(lists()).toBe(0);

    await planAndDeploy(access, inputOf('listed'));
    expect(
      await destroy(access, { ref, token: 'listed', isResumed: true }),
    ).toMatchObject({ outcome: 'destroyed', stackArn });
    expect(lists()).toBe(1);
    await destroy(access, { ref, token: 'again' });
    aws.faults.clear();
  });

  it('reports that there is nothing when it is requested again', async () => {
    expect(
      await destroy(access, { ref: refOf('abc'), token: 'second' }),
    ).toMatchObject({
      outcome: 'absent',
      message:
        'There is no environment abc in eu-central-1 of account 000000000000: nothing to destroy.',
    });
  });

  it('continues, and reports it, when the resources cannot be listed', async () => {
    const { outcome: created } = await planAndDeploy(
      access,
      inputOf('unlisted'),
    );
    const proxy = await startProxy(aws.url, 'ListStackResources');
    const notices: string[] = [];
    const outcome = await destroy(accessTo(proxy.url), {
      ref: created.ref,
      token: 'unlisted',
      onNotice: message => notices.push(message),
    }).finally(() => proxy.stop());
    expect(outcome).toMatchObject({ outcome: 'destroyed' });
    expect(notices).toEqual([
      expect.stringMatching(
        /^The resources could not be listed, so it is not shown how much is left: AWS cannot be reached in eu-central-1\./,
      ),
    ]);
  });

  it('is refused while it is protected, and nothing is touched', async () => {
    const input = inputOf('safe', { deletionProtection: true });
    await planAndDeploy(access, input);
    await expect(
      destroy(access, { ref: refOf('safe'), token: 'no' }),
    ).rejects.toThrow(
      new RefusedError([
        {
          path: '',
          message:
            'Environment safe in eu-central-1 is protected against deletion. Switch its deletion protection off and deploy that change, then destroy it.',
        },
      ]),
    );
    expect((await leftoversIn(access)).stacks).toEqual({
      'streamflix-safe': 'CREATE_COMPLETE',
    });
    await planAndDeploy(access, { ...input, deletionProtection: false });
    expect(
      await destroy(access, { ref: refOf('safe'), token: 'yes' }),
    ).toMatchObject({ outcome: 'destroyed' });
  });

  it.each([
    ['with its database', 'video-pipeline', { worker: { maxTasks: 7 } }],
    [
      'that has no database',
      'media-processing',
      { database: { kind: 'none' }, storage: { enabled: false } },
    ],
  ] as const)(
    'is refused %s while what runs asks for protection, also when the stack has none of its own',
    async (_what, blueprint, more) => {
      const input = inputOf('half', {
        blueprint,
        ...more,
        deletionProtection: true,
      });
      const [id] = aws.faults.add({
        kind: 'deny',
        operation: 'UpdateTerminationProtection',
      });
      const { outcome } = await planAndDeploy(access, input);
      expect(outcome).toMatchObject({
        outcome: 'needs-attention',
        stackStatus: 'CREATE_COMPLETE',
      });
      aws.faults.remove(id);
      const ref = refOf('half');
      await expect(destroy(access, { ref, token: 'no' })).rejects.toThrow(
        'Environment half in eu-central-1 is protected against deletion. Switch its deletion protection off and deploy that change, then destroy it.',
      );
      expect((await readStack(access, ref)).protected).toBe(true);

      const changed = await planAndDeploy(access, {
        ...input,
        deletionProtection: false,
      });
      expect(changed.outcome.outcome).toBe('updated');
      expect((await readStack(access, ref)).protected).toBe(false);
      expect(
        await destroy(access, { ref, token: `yes ${blueprint}` }),
      ).toMatchObject({ outcome: 'destroyed' });
    },
  );

  it('never removes the protection of a database of an environment that was complete, and describes how to', async () => {
    const { outcome } = await planAndDeploy(
      access,
      inputOf('kept', { deletionProtection: true }),
    );
    const ref = refOf('kept');
    const { cloudFormation, rds } = await access.clients(ref);
    // Deleted without StreamFlix: everything is gone except the database.
    const StackName = outcome.stackArn;
    await cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName,
        EnableTerminationProtection: false,
      }),
    );
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, minDelay: 1, maxDelay: 1, maxWaitTime: 30 },
      { StackName },
    ).catch(() => {});
    const again = await destroy(access, { ref, token: 'again' });
    expect(again).toMatchObject({
      outcome: 'failed',
      stackStatus: 'DELETE_FAILED',
      explanation: {
        cause: 'The database is protected against deletion.',
        resolution: expect.stringContaining(
          'switch the protection of the database off in RDS, then destroy it again',
        ),
      },
    });
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    expect(DBClusters).toMatchObject([{ DeletionProtection: true }]);

    await rds.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: DBClusters?.[0].DBClusterIdentifier,
        DeletionProtection: false,
      }),
    );
    expect(await destroy(access, { ref, token: 'at last' })).toMatchObject({
      outcome: 'destroyed',
    });
  });

  it('does not touch stacks that StreamFlix does not manage', async () => {
    const { cloudFormation } = await access.clients({ account, region });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'streamflix-foreign',
        TemplateBody: JSON.stringify({
          Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        }),
      }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, minDelay: 0.1, maxDelay: 0.5, maxWaitTime: 30 },
      { StackName: 'streamflix-foreign' },
    );
    await expect(
      destroy(access, { ref: refOf('foreign'), token: 'no' }),
    ).rejects.toThrow(
      'The stack of environment foreign in eu-central-1 is not managed by StreamFlix.',
    );
    expect((await leftoversIn(access)).stacks).toHaveProperty(
      'streamflix-foreign',
    );
  });

  it('finds nothing where there is only a plan, and does not touch it', async () => {
    await planReview(access, { input: inputOf('only'), token: 'only' });
    expect(
      await destroy(access, { ref: refOf('only'), token: 'clear' }),
    ).toMatchObject({ outcome: 'absent' });
    expect((await leftoversIn(access)).stacks).toMatchObject({
      'streamflix-only': 'REVIEW_IN_PROGRESS',
    });
  });
});

describe('destroying an environment as a user of Backstage', () => {
  const recorder = new CallRecorder();
  const userRef = 'user:default/ada';
  const owns = [userRef, 'group:default/video'];
  const ref = refOf('owned');
  let aws: LocalAws;
  let access: AwsAccess;
  let stackArn: string;
  beforeAll(async () => {
    ({ aws, access } = await startAccess({ faults: [recorder] }));
    const { outcome } = await planAndDeploy(
      access,
      inputOf('owned', { deletionProtection: true }),
    );
    ({ stackArn } = outcome);
  });
  afterAll(() => aws.stop());

  async function expectRefusal(
    request: Omit<Parameters<typeof destroy>[1], 'ref' | 'token'> & {
      ref?: EnvironmentRef;
    },
    error: { name: string; message: string },
  ) {
    recorder.calls = [];
    await expect(
      destroy(access, { ref, token: 'no', ...request }),
    ).rejects.toMatchObject(error);
    expect(recorder.writes()).toEqual([]);
  }

  it('is refused to others, who learn no more than that', async () => {
    const eve = { userRef: 'user:default/eve', denied: [] };
    await expectRefusal(
      { authorizer: asUser(eve) },
      {
        name: 'NotAllowedError',
        message:
          'You do not have permission to destroy environment owned in eu-central-1: it belongs to another owner.',
      },
    );
  });

  it.each(['read', 'delete'])(
    'is refused to owners who lack the permission to %s it',
    async action => {
      const denied = [`streamflix.environment.${action}`];
      await expectRefusal(
        { authorizer: asUser({ userRef, owns, denied }) },
        {
          name: 'NotAllowedError',
          message: `You do not have permission to destroy environment owned in eu-central-1 (${denied}).`,
        },
      );
    },
  );

  it('is refused in an account and a region that are not configured, before AWS is called', async () => {
    for (const [elsewhere, message] of [
      [
        { ...ref, account: '111122223333' },
        'AWS account must be one this installation has credentials for and allows: 000000000000.',
      ],
      [
        { ...ref, region: 'us-east-1' },
        'Region must be one this installation allows: eu-west-2, eu-central-1, ap-northeast-1.',
      ],
    ] as const) {
      await expectRefusal(
        { ref: elsewhere, authorizer: asUser({ userRef, owns }) },
        { name: 'InputError', message },
      );
      expect(recorder.calls).toEqual([]);
    }
  });

  it('is refused when it is another stack than the one that was looked at', async () => {
    await planAndDeploy(access, inputOf('owned'));
    await expectRefusal(
      {
        authorizer: asUser({ userRef, owns }),
        stackArn: `${stackArn}-before`,
      },
      {
        name: 'ConflictError',
        message:
          'Environment owned in eu-central-1 was destroyed and created again in the meantime. Look at it again, then destroy it.',
      },
    );
  });

  it('is allowed to owners with the permission', async () => {
    expect(
      await destroy(access, {
        ref,
        token: 'yes',
        stackArn,
        authorizer: asUser({ userRef, owns }),
      }),
    ).toMatchObject({ outcome: 'destroyed', stackArn });
  });
});

describe('a destruction', () => {
  it('that AWS cannot finish names what blocks it, and can be tried again', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-delete',
          type: 'AWS::EC2::SecurityGroup',
          resource: 'Worker*',
          attempts: [1],
          reason:
            'resource sg-0abc has a dependent object (Service: Ec2, Status Code: 400)',
        },
      ],
    });
    await planAndDeploy(access, inputOf('held'));
    const failed = await destroy(access, {
      ref: refOf('held'),
      token: 'first',
    });
    expect(failed).toMatchObject({
      outcome: 'failed',
      stackStatus: 'DELETE_FAILED',
      explanation: {
        resource: { logicalId: 'WorkerSecurityGroup' },
        cause: 'A security group is still used.',
      },
      message: expect.stringMatching(
        /^Environment held in eu-central-1 could not be destroyed completely \(DELETE_FAILED\)\. Blocked by: WorkerSecurityGroup \(AWS::EC2::SecurityGroup, \S+\): resource sg-0abc has a dependent object .*\. Fix this, then destroy it again; or name what is to be left behind for good \(retain, in the terminal --retain WorkerSecurityGroup --retain Vpc\)\.$/,
      ),
    });
    expect(
      await destroy(access, { ref: refOf('held'), token: 'second' }),
    ).toMatchObject({ outcome: 'destroyed' });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
    await aws.stop();
  });

  it('that is in flight already is followed to its end', async () => {
    const { aws, access } = await startAccess({ speed: 600 });
    await planAndDeploy(access, inputOf('two'));
    const ids: (string | undefined)[] = [];
    const onStarted = (_: string, id?: string) => void ids.push(id);
    const first = destroy(access, {
      ref: refOf('two'),
      token: 'one',
      onStarted,
    });
    while (ids.length === 0) await sleep(5);
    const outcomes = await Promise.all([
      first,
      destroy(access, { ref: refOf('two'), token: 'other', onStarted }),
    ]);
    // Both lead to the operation that there is.
    expect(ids).toEqual(Array(2).fill(`destroy-${operationId('one')}`));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'destroyed',
      'destroyed',
    ]);
    await aws.stop();
  });

  it('that is cancelled continues, is followed to its end and reports that it was too late', async () => {
    const { aws, access } = await startAccess({ speed: 300 });
    await planAndDeploy(access, inputOf('late'));
    const abort = new AbortController();
    const notices: string[] = [];
    expect(
      await destroy(access, {
        ref: refOf('late'),
        token: 'late',
        signal: abort.signal,
        onProgress: () => abort.abort(),
        onNotice: message => notices.push(message),
      }),
    ).toMatchObject({
      outcome: 'destroyed',
      message: expect.stringMatching(
        /^Environment late in eu-central-1 was destroyed in .*; the cancellation came too late\.$/,
      ),
    });
    expect(notices).toEqual([
      'A deletion cannot be cancelled. It is followed to its end.',
    ]);
    await aws.stop();
  });

  it('that is no longer followed continues, and reports that', async () => {
    const { aws, access } = await startAccess({ speed: 300 });
    await planAndDeploy(access, inputOf('left'));
    const abort = new AbortController();
    const outcome = await destroy(access, {
      ref: refOf('left'),
      token: 'left',
      signal: abort.signal,
      onAbort: 'leave',
      onProgress: () => abort.abort(),
    });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      message:
        'Environment left in eu-central-1 is no longer followed, but AWS continues to destroy it: a deletion cannot be cancelled.',
    });
    expect(
      await destroy(access, { ref: refOf('left'), token: 'left' }),
    ).toMatchObject({ outcome: 'destroyed' });
    await aws.stop();
  });

  it('is refused while the environment is being made', async () => {
    const { aws, access } = await startAccess({ speed: 600 });
    const plan = await planReview(access, {
      input: inputOf('busy'),
      token: 'busy',
    });
    let refusal: unknown;
    const outcome = await execute(access, {
      plan,
      token: 'busy',
      onProgress() {
        refusal ??= destroy(access, {
          ref: plan.ref,
          token: 'no',
        }).catch((error: unknown) => error);
      },
    });
    expect(await refusal).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^Environment busy in eu-central-1 is being created \(CREATE_IN_PROGRESS, since \d{4}-\S+Z, owner group:default\/video\)\. Wait until it has finished, or cancel that first; then destroy it\.$/,
      ),
    });
    expect(outcome.outcome).toBe('created');
    await aws.stop();
  });
});
