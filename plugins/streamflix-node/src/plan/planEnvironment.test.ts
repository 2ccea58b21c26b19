import {
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ConfigReader } from '@backstage/config';
import {
  AwsError as LocalAwsError,
  type LocalAws,
} from '@streamflix/local-aws';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { asUser } from '../__testUtils__/asUser';
import {
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  account,
  accessTo,
  inputOf,
  leftoversIn,
  startAccess,
  terminal,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import type { Authorizer } from '../cloudformation/Authorizer';
import { createAwsAccess } from '../aws/createAwsAccess';
import { RefusedError } from '../aws/RefusedError';
import { discardPlan } from './discardPlan';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const nothing = { stacks: {}, changeSets: [] };

/** The messages of a refused plan. */
async function refusalOf(
  access: AwsAccess,
  input: unknown,
  authorizer = terminal(access),
): Promise<string[]> {
  const error = await planReview(access, {
    input: input as EnvironmentInput,
    token: 'refused',
    authorizer,
  }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RefusedError);
  return (error as RefusedError).problems.map(({ message }) => message);
}

async function expectNothingLeft(access: AwsAccess) {
  expect(await leftoversIn(access)).toEqual(nothing);
}

async function expectNoPlanLeft(access: AwsAccess) {
  expect((await leftoversIn(access)).changeSets).toEqual([]);
}

describe('planning an environment', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  it('leaves nothing behind once it is discarded', async () => {
    const plan = await planReview(access, {
      input: inputOf('abc'),
      token: 'plan',
    });
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-abc': 'REVIEW_IN_PROGRESS' },
      changeSets: [expect.stringMatching(/^streamflix-review-/)],
    });
    const made = { ref: plan.ref, token: 'plan', purpose: 'review' } as const;
    await discardPlan(access, made);
    expect(await leftoversIn(access)).toEqual(nothing);
    // Discarding twice is no error.
    await discardPlan(access, made);
  });

  it('does not touch another plan when it is discarded', async () => {
    const [mine, theirs] = await Promise.all([
      planReview(access, { input: inputOf('abc'), token: 'mine' }),
      planReview(access, { input: inputOf('abc'), token: 'theirs' }),
    ]);
    await discardPlan(access, {
      ref: mine.ref,
      token: 'mine',
      purpose: 'review',
    });
    const outcome = await execute(access, {
      plan: theirs,
      token: 'theirs',
    });
    expect(outcome.outcome).toBe('created');
  });

  it('is the same plan when it is requested twice with one token', async () => {
    const ask = () =>
      planReview(access, { input: inputOf('abc'), token: 'once' });
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect((await leftoversIn(access)).changeSets).toHaveLength(1);
  });

  it('is made again after it was discarded, with a request of its own', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    const tokens: (string | undefined)[] = [];
    cloudFormation.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          const { ClientToken } = args.input as { ClientToken?: string };
          if (commandName === 'CreateChangeSetCommand') {
            tokens.push(ClientToken);
          }
          return next(args);
        },
      { step: 'initialize' },
    );
    const ask = () =>
      planReview(access, { input: inputOf('abc'), token: 'again' });
    const { ref } = await ask();
    await discardPlan(access, { ref, token: 'again', purpose: 'review' });
    expect((await ask()).kind).toBe('create');
    // When a token is reused after its change set was deleted, AWS may return the deleted one.
    expect(new Set(tokens).size).toBe(2);
    expect(tokens).not.toContain(undefined);
  });

  it('waits for a change set that CloudFormation does not show at once', async () => {
    let hidden = 3;
    aws.faults.add({
      beforeCall(_, operation) {
        if (operation !== 'DescribeChangeSet') return;
        hidden -= 1;
        if (hidden < 0) return;
        throw new LocalAwsError('ChangeSetNotFound', 'Not yet.', 404);
      },
    });
    const input = inputOf('abc');
    const plan = await planReview(access, { input, token: 'late' });
    expect(plan.kind).toBe('create');
    expect(hidden).toBeLessThan(0);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const abort = new AbortController();
    await expect(
      planReview(access, {
        input: inputOf('abc'),
        token: 'interrupted',
        signal: abort.signal,
        onProgress: () => abort.abort(new Error('enough')),
      }),
    ).rejects.toThrow();
    expect(await leftoversIn(access)).toEqual(nothing);
  });

  it('leaves nothing behind when it is cancelled while AWS works out its change set', async () => {
    // Two seconds: at this speed nothing else takes any time.
    const slow = await startAccess({ speed: 2.5 });
    const { cloudFormation } = await slow.access.clients({
      account,
      region: 'eu-central-1',
    });
    const abort = new AbortController();
    cloudFormation.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          const answer = await next(args);
          if (commandName === 'CreateChangeSetCommand') abort.abort();
          return answer;
        },
      { step: 'initialize' },
    );
    await expect(
      planReview(slow.access, {
        input: inputOf('abc'),
        token: 'cancelled',
        signal: abort.signal,
      }),
    ).rejects.toThrow(abort.signal.reason);
    expect(await leftoversIn(slow.access)).toEqual(nothing);
    await slow.aws.stop();
  });

  const withoutStream = inputOf('abc', {
    stream: { mode: 'none' },
    worker: { enabled: false },
    service: { enabled: true },
    api: { kind: 'http' },
    deadLetters: { enabled: false },
  });

  it('marks what loses data', async () => {
    await planAndDeploy(access, inputOf('abc'));
    const plan = await planReview(access, {
      input: withoutStream,
      token: 'loss',
      onDataLoss: 'show',
    });
    const lost = plan.changes.filter(({ losesData }) => losesData);
    expect(lost.map(({ type }) => type).sort()).toEqual([
      'AWS::Kinesis::Stream',
      'AWS::SQS::Queue',
    ]);
    expect(new Set(lost.map(({ action }) => action))).toEqual(
      new Set(['remove']),
    );
    await expect(
      execute(access, {
        plan,
        token: 'loss',
        allowDataLoss: ['Stream'],
      }),
    ).rejects.toThrow(/^DeadLetterQueue \(AWS::SQS::Queue\) would be removed/);
    // This deployment did not make the plan: it can still be executed with both names.
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-abc': 'CREATE_COMPLETE' },
      changeSets: [expect.stringMatching(/^streamflix-review-/)],
    });
  });

  it('is refused when it loses data that the request does not name, and leaves nothing behind', async () => {
    await planAndDeploy(access, inputOf('abc'));
    expect(await refusalOf(access, withoutStream)).toEqual([
      'Stream (AWS::Kinesis::Stream) would be removed, and its data would be lost. Take the change back, or name Stream as data that may be lost: allowDataLoss, in the terminal --allow-data-loss Stream.',
      expect.stringMatching(
        /^DeadLetterQueue \(AWS::SQS::Queue\) would be removed/,
      ),
    ]);
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-abc': 'CREATE_COMPLETE' },
      changeSets: [],
    });
  });

  it('loses exactly the data that was named', async () => {
    await planAndDeploy(access, inputOf('abc'));
    const allowDataLoss = ['Stream', 'DeadLetterQueue'];
    const plan = await planReview(access, {
      input: withoutStream,
      token: 'named',
      allowDataLoss,
    });
    const { outcome } = await execute(access, {
      plan,
      token: 'named',
      allowDataLoss,
    });
    expect(outcome).toBe('updated');
  });
});

describe('a plan that is refused', () => {
  const recorder = new CallRecorder();
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess({ faults: [recorder] }));
  });
  afterAll(() => aws.stop());
  afterEach(() => expectNothingLeft(access));

  it('reports every problem of the specification before AWS is called', async () => {
    const unreachable = accessTo('http://127.0.0.1:9');
    expect(
      await refusalOf(unreachable, {
        ...inputOf('abc'),
        suffix: 'No_Good',
        region: 'us-east-1',
        worker: { minTasks: 9, maxTasks: 3, cpu: 300 },
        colour: 'blue',
      }),
    ).toEqual([
      expect.stringContaining('Suffix must be 3 to 20 characters'),
      expect.stringContaining('CPU of a worker task must be one of'),
      expect.stringMatching(
        /^The environment must only have the settings .*; 1 of the given ones is unknown\.$/,
      ),
      'Region must be one this installation allows: eu-west-2, eu-central-1, ap-northeast-1.',
      'Maximum worker tasks must be at least the minimum, 9; it is 3.',
    ]);
  });

  it('reports an input that is no object', async () => {
    expect(await refusalOf(access, 'hello')).toEqual([
      'The environment must be an object.',
    ]);
  });

  it('reports an account that is not configured', async () => {
    const one = createAwsAccess({
      config: new ConfigReader({
        streamflix: {
          regions: [region],
          accounts: [{ id: account, name: 'demo' }],
          aws: { endpoint: aws.url },
        },
        aws: {
          mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
        },
      }),
    });
    expect(
      await refusalOf(one, inputOf('abc', { account: '111122223333' })),
    ).toEqual([
      'AWS account must be one this installation allows: 000000000000.',
    ]);
  });

  it('reports every secret that does not exist', async () => {
    expect(
      await refusalOf(
        access,
        inputOf('abc', {
          secrets: {
            database: 'streamflix/missing',
            apiKeys: ['streamflix/api-keys', 'streamflix/none'],
          },
        }),
      ),
    ).toEqual([
      'Database secret does not exist in eu-central-1 of account 000000000000. Create it in Secrets Manager, or choose another.',
      'API key secret 2 does not exist in eu-central-1 of account 000000000000. Create it in Secrets Manager, or choose another.',
    ]);
  });

  it('names every secret and image the installation does not allow, and asks AWS about none', async () => {
    const before = recorder.calls.length;
    expect(
      await refusalOf(
        access,
        inputOf('abc', {
          secrets: { apiKeys: ['streamflix/api-keys', 'payments/master'] },
          worker: { image: 'registry.example.org/worker:1' },
        }),
      ),
    ).toEqual([
      'API key secrets, entry 2, must match streamflix.secrets.allow (streamflix/*).',
      'Image of the worker must match streamflix.images.allow (public.ecr.aws/*, registry.example.com/*).',
    ]);
    expect(recorder.calls.slice(before).join()).not.toMatch(/secretsmanager/);
  });

  it('reports a secret that is scheduled for deletion', async () => {
    const { secretsManager } = await access.clients({ account, region });
    await secretsManager.send(
      new DeleteSecretCommand({ SecretId: 'streamflix/database' }),
    );
    expect(
      await refusalOf(
        access,
        inputOf('abc', { secrets: { database: 'streamflix/database' } }),
      ),
    ).toEqual([
      'Database secret is scheduled for deletion in eu-central-1 of account 000000000000. Restore it, or choose another.',
    ]);
  });
});

describe('a plan with names that are taken', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
    const { cloudFormation } = await access.clients({ account, region });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'namesakes',
        TemplateBody: JSON.stringify({
          Resources: {
            Stream: {
              Type: 'AWS::Kinesis::Stream',
              Properties: { Name: 'stream-abc', ShardCount: 1 },
            },
            Queue: {
              Type: 'AWS::SQS::Queue',
              Properties: { QueueName: 'dead-letters-abc' },
            },
          },
        }),
      }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'namesakes' },
    );
  });
  afterEach(() => aws.stop());

  const expectNoTrace = async () =>
    expect(await leftoversIn(access)).toEqual({
      stacks: { namesakes: 'CREATE_COMPLETE' },
      changeSets: [],
    });

  it('is refused for each of them, with what to do', async () => {
    const remedy =
      'A resource of the template exists already, outside the stack. Choose another suffix, or delete the resource if it is left over from an earlier environment.';
    expect(await refusalOf(access, inputOf('abc'))).toEqual([
      `CloudFormation refuses the plan: Stream (AWS::Kinesis::Stream): Resource of type 'AWS::Kinesis::Stream' with identifier 'stream-abc' already exists. ${remedy}`,
      `CloudFormation refuses the plan: DeadLetterQueue (AWS::SQS::Queue): Resource of type 'AWS::SQS::Queue' with identifier 'https://sqs.eu-central-1.amazonaws.com/000000000000/dead-letters-abc' already exists. ${remedy}`,
    ]);
    await expectNoTrace();
  });

  it("is refused with AWS's own reason where the findings cannot be read, and reports that", async () => {
    aws.faults.add({
      kind: 'deny',
      service: 'cloudformation',
      operation: 'DescribeEvents',
    });
    expect(await refusalOf(access, inputOf('abc'))).toEqual([
      expect.stringMatching(
        /^CloudFormation refuses the plan: The following hook\(s\)\/validation failed: \[AWS::EarlyValidation::ResourceExistenceCheck\]\..* What was found could not be read: AWS denies cloudformation:DescribeEvents in eu-central-1, which/,
      ),
    ]);
    await expectNoTrace();
  });
});

describe('a plan for a suffix that is in use', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    await planAndDeploy(access, inputOf('taken'));
  });
  afterAll(() => aws.stop());
  afterEach(() => expectNoPlanLeft(access));

  const eve = asUser({
    userRef: 'user:default/eve',
    owns: ['user:default/eve', 'group:default/news'],
  });
  const taken = 'Suffix taken is taken in eu-central-1. Choose another suffix.';
  const handOver = inputOf('taken', { owner: 'group:default/news' });
  const planHandOver = async (authorizer: Authorizer) => {
    const token = 'hand over';
    const plan = await planReview(access, {
      input: handOver,
      token,
      authorizer,
    });
    await discardPlan(access, { ref: plan.ref, token, purpose: 'review' });
    return plan.kind;
  };

  it('is refused to a user who does not own it, and nothing else is revealed about it', async () => {
    for (const input of [
      inputOf('taken'),
      handOver,
      inputOf('taken', { secrets: { apiKeys: ['no/keys'] } }),
    ]) {
      expect(await refusalOf(access, input, eve)).toEqual([taken]);
    }
  });

  it('is allowed in the terminal, also with another owner, for AWS decides there', async () => {
    expect(await planHandOver(terminal(access))).toBe('change');
  });

  it('is allowed to its owners, whatever the case of their references', async () => {
    const owns = ['user:default/ada', 'group:default/Video'];
    const userRef = 'user:default/ada';
    await expect(planHandOver(asUser({ userRef, owns }))).rejects.toThrow(
      'Owner must be you or a group you belong to.',
    );
    expect(
      await planHandOver(
        asUser({ userRef, owns: [...owns, 'group:default/news'] }),
      ),
    ).toBe('change');
    expect(await planHandOver(asUser({ userRef, owns, denied: [] }))).toBe(
      'change',
    );
  });

  it('is refused when the stack of that name is not ours', async () => {
    const { cloudFormation } = await access.clients({ account, region });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'streamflix-foreign',
        TemplateBody: JSON.stringify({
          Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        }),
      }),
    );
    expect(await refusalOf(access, inputOf('foreign'))).toEqual([
      'Suffix foreign is taken in eu-central-1. Choose another suffix.',
    ]);
    await cloudFormation.send(
      new DeleteStackCommand({ StackName: 'streamflix-foreign' }),
    );
  });
});

describe('a plan while another operation is in flight', () => {
  it('is refused, and the operation is named with its owner and its start', async () => {
    const { aws, access } = await startAccess({ speed: 600 });
    const plan = await planReview(access, {
      input: inputOf('busy'),
      token: 'first',
    });
    const deployment = execute(access, { plan, token: 'first' });
    let refusal: string[] | undefined;
    while (!refusal) {
      const state = (await leftoversIn(access)).stacks['streamflix-busy'];
      if (state === 'CREATE_IN_PROGRESS') {
        refusal = await refusalOf(access, inputOf('busy'));
      }
    }
    expect(refusal).toEqual([
      expect.stringMatching(
        /^Environment busy in eu-central-1 is being created \(CREATE_IN_PROGRESS, since \d{4}-\S+Z, owner group:default\/video\)\. Wait until it has finished, then try again\.$/,
      ),
    ]);
    expect((await deployment).outcome).toBe('created');
    await aws.stop();
  });
});

describe('a plan when AWS cannot be used', () => {
  const failureOf = (access: AwsAccess) =>
    planReview(access, { input: inputOf('abc'), token: 'no aws' }).then(
      () => undefined,
      (reason: unknown) => reason,
    );

  it('reports an unreachable endpoint within seconds', async () => {
    const began = Date.now();
    const failure = await failureOf(accessTo('http://127.0.0.1:9'));
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ kind: 'unreachable' });
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it.each([
    ['expired', 'sts', 'ExpiredToken', 'have expired. Renew them'],
    ['credentials', 'sts', 'InvalidClientTokenId', 'no valid AWS credentials'],
    [
      'denied',
      'cloudformation',
      'AccessDenied',
      'AWS denies cloudformation:CreateChangeSet in account 000000000000, eu-central-1.',
    ],
  ])(
    'reports that access is %s, and leaves nothing behind',
    async (kind, service, code, words) => {
      let broken = false;
      const { aws, access } = await startAccess({
        faults: [
          {
            beforeCall(called, operation) {
              if (!broken || called !== service) return;
              if (/^(CreateChangeSet|GetCallerIdentity)$/.test(operation)) {
                throw new LocalAwsError(code, 'No.', 403);
              }
            },
          },
        ],
      });
      // Cached first, so that the call under test fails and not the first one.
      await access.defaultAccount();
      broken = true;
      const failure = await failureOf(access);
      expect(failure).toMatchObject({
        kind,
        message: expect.stringContaining(words),
      });
      expect(await leftoversIn(access)).toEqual(nothing);
      await aws.stop();
    },
  );

  it('reports why CloudFormation refuses the template, and leaves nothing behind', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          beforeCall(_, operation) {
            if (operation === 'CreateChangeSet') {
              throw new LocalAwsError(
                'ValidationError',
                'Template format error: Unrecognized resource types: [AWS::Kinesis::Stream]',
              );
            }
          },
        },
      ],
    });
    expect(await refusalOf(access, inputOf('abc'))).toEqual([
      'CloudFormation refuses the plan: Template format error: Unrecognized resource types: [AWS::Kinesis::Stream] CloudFormation does not offer this resource type in this region. Deploy to another region, or switch this part off.',
    ]);
    expect(await leftoversIn(access)).toEqual(nothing);
    await aws.stop();
  });
});
