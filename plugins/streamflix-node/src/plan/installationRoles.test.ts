import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  account,
  accessTo,
  inputOf,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

const ref = { account, region: 'eu-central-1', suffix: 'abc' };
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

describe('the execution role of an installation', () => {
  const recorder = new CallRecorder();
  let aws: LocalAws;
  beforeAll(async () => {
    ({ aws } = await startAccess({ faults: [recorder] }));
  });
  afterAll(() => aws.stop());

  const withRole = (executionRole?: string) =>
    accessTo(aws.url, executionRole ? { aws: { executionRole } } : {});

  it('is what CloudFormation creates, rolls back and deletes with', async () => {
    const access = withRole('platform/cloudformation');
    const { cloudFormation } = await access.clients(ref);
    const roles: string[] = [];
    cloudFormation.middlewareStack.add(
      (next, { commandName = '' }) =>
        async args => {
          const { RoleARN } = args.input as { RoleARN?: string };
          if (/^(Create|Continue|DeleteStack)/.test(commandName)) {
            roles.push(`${commandName} ${RoleARN}`);
          }
          return next(args);
        },
      { step: 'initialize' },
    );
    await planAndDeploy(access, inputOf('abc'));
    const faults = aws.faults.add(
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'DatabaseCluster',
        reason: 'No capacity.',
        times: 1,
      },
      { kind: 'fail-rollback', resource: 'Stream', attempts: [1] },
    );
    const change = inputOf('abc', { stream: { shards: 4 } });
    await planAndDeploy(access, { ...change, database: { maxCapacity: 4 } });
    await planAndDeploy(access, change);
    for (const fault of faults) aws.faults.remove(fault);
    await destroy(access, { ref, token: 'gone' });
    const arn = roleArn('platform/cloudformation');
    expect(roles).toEqual([
      `CreateChangeSetCommand ${arn}`,
      `CreateChangeSetCommand ${arn}`,
      `ContinueUpdateRollbackCommand ${arn}`,
      `CreateChangeSetCommand ${arn}`,
      `DeleteStackCommand ${arn}`,
    ]);
  });

  it('is reported where a stack has another', async () => {
    await planAndDeploy(withRole('first'), inputOf('role'));
    expect((await stackOf(withRole(), 'role'))?.RoleARN).toBe(roleArn('first'));
    const noticesOf = async (access: AwsAccess) => {
      const notices: string[] = [];
      await planReview(access, {
        input: inputOf('role'),
        token: 'look',
        onProgress: line => notices.push(line),
      });
      return notices.filter(line => /CloudFormation/.test(line));
    };
    expect(await noticesOf(withRole('first'))).toEqual([]);
    expect(await noticesOf(withRole('second'))).toEqual([
      `CloudFormation has acted on this stack with ${roleArn(
        'first',
      )}; from now on it acts with ${roleArn('second')}.`,
    ]);
    expect(await noticesOf(withRole())).toEqual([
      `CloudFormation continues to act on this stack with ${roleArn(
        'first',
      )}: a stack keeps its role although none is configured (streamflix.aws.executionRole).`,
    ]);
  });

  it('is named as the cause where it was deleted', async () => {
    const access = withRole('deleted');
    await planAndDeploy(access, inputOf('orphan'));
    const invalid = `${roleArn('deleted')} is invalid or cannot be assumed`;
    recorder.fault = operation => {
      if (/^(CreateChangeSet|DeleteStack)$/.test(operation)) {
        throw new AwsError('ValidationError', `Role ${invalid}`);
      }
    };
    const explained = new RegExp(
      `Role ${invalid} The role CloudFormation acts with does not exist, or CloudFormation may not assume it\\. Create the role again under the same name, `,
    );
    const change = inputOf('orphan', { worker: { maxTasks: 7 } });
    await expect(
      planReview(access, { input: change, token: 'change' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(explained),
    });
    await expect(
      destroy(access, { ref: { ...ref, suffix: 'orphan' }, token: 'no' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(explained),
    });
    recorder.reset();
    expect(
      await destroy(access, {
        ref: { ...ref, suffix: 'orphan' },
        token: 'yes',
      }),
    ).toMatchObject({ outcome: 'destroyed' });
  });
});

describe('the permissions boundary of an installation', () => {
  it('bounds every role of what is deployed, and belongs to what is verified', async () => {
    const { aws, access: unbounded } = await startAccess();
    const bounded = accessTo(aws.url, {
      aws: { permissionsBoundary: 'platform/boundary' },
    });
    const token = 'boundary';
    const plan = await planReview(bounded, { input: inputOf('abc'), token });
    await expect(execute(unbounded, { plan, token })).rejects.toThrow(
      'The change set is not what this version of StreamFlix makes of the request. Plan again.',
    );
    expect(await execute(bounded, { plan, token })).toMatchObject({
      outcome: 'created',
    });
    const { cloudFormation } = await bounded.clients(ref);
    const { TemplateBody = '' } = await cloudFormation.send(
      new GetTemplateCommand({ StackName: plan.stackArn }),
    );
    const { Resources } = JSON.parse(TemplateBody) as {
      Resources: Record<
        string,
        { Type: string; Properties?: Record<string, unknown> }
      >;
    };
    const roles = Object.values(Resources).filter(
      ({ Type }) => Type === 'AWS::IAM::Role',
    );
    expect(roles.length).toBeGreaterThan(0);
    for (const { Properties } of roles) {
      expect(Properties).toMatchObject({
        Path: '/streamflix/',
        PermissionsBoundary: {
          'Fn::Sub': expect.stringMatching(/:policy\/platform\/boundary$/),
        },
      });
    }
    await aws.stop();
  });
});
