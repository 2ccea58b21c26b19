import {
  CreateChangeSetCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
  type CreateChangeSetCommandInput,
} from '@aws-sdk/client-cloudformation';
import {
  encodeBase64Url,
  metadataKeys,
  stackName,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import {
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { RunningStack } from '../cloudformation/RunningStack';
import { synthesize } from '../synthesis/synthesize';
import { awaitChangeSet } from './ChangeSet';
import type { Plan } from './Plan';
import { verifyChangeSet } from './verifyChangeSet';

jest.setTimeout(60_000);

interface Template {
  Metadata: Record<string, string>;
  Resources: Record<string, unknown>;
}

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let plan: Plan;
let other: Plan;

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  [plan, other] = await Promise.all([
    planReview(access, { input: inputOf('abc'), token: 'genuine' }),
    planReview(access, { input: inputOf('other'), token: 'other' }),
  ]);
});
afterAll(() => aws.stop());
beforeEach(() => {
  recorder.calls = [];
});

async function templateOf({ ref, changeSetArn }: Plan): Promise<Template> {
  const { cloudFormation } = await access.clients(ref);
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({
      ChangeSetName: changeSetArn,
      TemplateStage: 'Original',
    }),
  );
  return JSON.parse(TemplateBody);
}

const verify = ({ ref, request, changeSetArn = '' }: Plan) =>
  verifyChangeSet(access, {
    ref,
    request,
    changeSetArn,
    running: new RunningStack(access, ref),
  });

let forgeries = 0;

/** Creates a change set without the engine: that of the plan, with the given differences. */
async function forge(
  change: (template: Template) => unknown = () => {},
  more: (genuine: CreateChangeSetCommandInput) => object = () => ({}),
): Promise<Plan> {
  const { cloudFormation } = await access.clients(plan.ref);
  const template = await templateOf(plan);
  const genuine = await verify(plan);
  const input: CreateChangeSetCommandInput = {
    StackName: stackName(plan.ref.suffix),
    ChangeSetName: `streamflix-review-${String((forgeries += 1)).padStart(
      32,
      '0',
    )}`,
    ChangeSetType: 'CREATE',
    TemplateBody: JSON.stringify((await change(template)) ?? template),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Tags: Object.entries(genuine?.changeSet.tags ?? {}).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  };
  const { Id: arn = '' } = await cloudFormation.send(
    new CreateChangeSetCommand({ ...input, ...more(input) }),
  );
  await awaitChangeSet(cloudFormation, { arn }, 20);
  return { ...plan, changeSetArn: arn };
}

/** Expects that a deployment refuses a change set, executes nothing and deletes nothing. */
async function expectRefusal(forged: Plan, message: RegExp): Promise<void> {
  recorder.calls = [];
  const before = await leftoversIn(access);
  await expect(
    execute(access, { plan: forged, token: 'forged' }),
  ).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringMatching(message),
  });
  expect(recorder.writes()).toEqual([]);
  expect(await leftoversIn(access)).toEqual(before);
}

const notOurs =
  /^The change set is not what this version of StreamFlix makes of the request\. Plan again\.$/;
const otherValues =
  /^The change set was planned for other values\. Plan again\.$/;

describe('verifying a change set', () => {
  it('accepts the one that was planned, and a copy of it', async () => {
    expect(await verify(plan)).toMatchObject({
      changeSet: { arn: plan.changeSetArn, state: 'ready' },
      spec: plan.spec,
    });
    const copy = await forge();
    expect(await verify(copy)).toMatchObject({
      changeSet: { arn: copy.changeSetArn, state: 'ready' },
    });
  });

  it('refuses one whose template is right for another specification than that of the request', async () => {
    const { Metadata } = await templateOf(plan);
    const stream = { ...plan.spec.stream, retentionHours: 48 };
    const spec = { ...plan.spec, stream };
    const { templateBody } = await synthesize(spec, { timeoutSeconds: 60 });
    const forged = await forge(() => {
      const template: Template = JSON.parse(templateBody);
      template.Metadata[metadataKeys.request] = Metadata[metadataKeys.request];
      return template;
    });
    await expectRefusal(forged, notOurs);
  });

  it.each<[what: string, change: (template: Template) => unknown]>([
    [
      'another resource',
      ({ Resources }) => {
        Resources.Backdoor = {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {},
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
          },
        };
      },
    ],
    [
      'an alarm less',
      ({ Resources }) => {
        delete Resources.DatabaseCPUAlarm;
      },
    ],
    [
      'a parameter',
      template => ({
        ...template,
        Parameters: { Size: { Type: 'String', Default: '1' } },
      }),
    ],
    [
      'a description that is not ASCII',
      template => ({ ...template, Description: 'Ünïcode' }),
    ],
    [
      'the specification of another environment',
      async ({ Metadata }) => {
        const theirs = await templateOf(other);
        theirs.Metadata[metadataKeys.request] = Metadata[metadataKeys.request];
        return theirs;
      },
    ],
  ])('refuses a template with our metadata and %s', async (_, change) => {
    await expectRefusal(await forge(change), notOurs);
  });

  it.each<
    [what: string, more: (genuine: CreateChangeSetCommandInput) => object]
  >([
    [
      'another owner in its tags',
      ({ Tags = [] }) => ({
        Tags: Tags.map(({ Key, Value }) => ({
          Key,
          Value: Key === 'streamflix:owner' ? 'group:default/news' : Value,
        })),
      }),
    ],
    [
      'one more tag',
      ({ Tags = [] }) => ({ Tags: [...Tags, { Key: 'more', Value: 'tags' }] }),
    ],
    ['no tags', () => ({ Tags: [] })],
    [
      'a topic for notifications',
      () => ({
        NotificationARNs: ['arn:aws:sns:eu-central-1:000000000000:eve'],
      }),
    ],
    [
      'a rollback trigger',
      () => ({
        RollbackConfiguration: {
          RollbackTriggers: [
            {
              Arn: 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:eve',
              Type: 'AWS::CloudWatch::Alarm',
            },
          ],
        },
      }),
    ],
    ['no rollback', () => ({ OnStackFailure: 'DO_NOTHING' })],
    [
      'the import of existing resources',
      () => ({ ImportExistingResources: true }),
    ],
    ['express mode', () => ({ DeploymentConfig: { Mode: 'EXPRESS' } })],
  ])('refuses a change set with %s', async (_, more) => {
    await expectRefusal(await forge(undefined, more), notOurs);
  });

  it.each<
    [what: string, message: RegExp, key: string, text: string | undefined]
  >([
    [
      'no request',
      /^The template has no StreamFlix::Request in its metadata\. Plan again\.$/,
      metadataKeys.request,
      undefined,
    ],
    [
      'no specification',
      /^The template has no StreamFlix::Spec in its metadata\. Plan again\.$/,
      metadataKeys.spec,
      undefined,
    ],
    [
      'a damaged specification',
      /^StreamFlix::Spec in the template's metadata cannot be decoded\. Plan again\.$/,
      metadataKeys.spec,
      'e30???',
    ],
    [
      'a request of another format',
      /^StreamFlix::Request in the template's metadata has format 3; this version reads formats up to 2\. Plan again\.$/,
      metadataKeys.request,
      encodeBase64Url(JSON.stringify({ format: 3, request: {} })),
    ],
    [
      'an incomplete request',
      /^StreamFlix::Request in the template's metadata is not complete\. Plan again\.$/,
      metadataKeys.request,
      encodeBase64Url(JSON.stringify({ format: 1, request: {} })),
    ],
  ])('refuses a template with %s', async (_, message, key, text) => {
    const forged = await forge(({ Metadata }) => {
      if (text === undefined) delete Metadata[key];
      else Metadata[key] = text;
    });
    await expectRefusal(forged, message);
  });

  it('refuses one of another environment', async () => {
    await expectRefusal(
      { ...plan, changeSetArn: other.changeSetArn },
      /^The change set is for another environment\. Plan again\.$/,
    );
  });

  it('refuses one that was planned for other values', async () => {
    for (const more of [
      { owner: 'group:default/news' },
      { deletionProtection: true },
      { worker: { maxTasks: 7 } },
      { worker: { image: 'public.ecr.aws/eve/miner:1' } },
    ]) {
      const request = { ...plan.request, ...more };
      await expectRefusal({ ...plan, request }, otherValues);
    }
  });

  it('refuses one with an image or secret that the installation does not allow', async () => {
    // Such as one planned in the terminal, which has no such limits, or before a limit was set.
    const strict = {
      ...access,
      settings: { ...access.settings, allowedImages: [], allowedSecrets: [] },
    };
    recorder.calls = [];
    await expect(
      execute(strict, { plan, token: 'not allowed' }),
    ).rejects.toThrow(
      'Image of the worker must match streamflix.images.allow (which is empty).',
    );
    expect(recorder.writes()).toEqual([]);
  });

  it('executes the one that was planned, once', async () => {
    const executed = await execute(access, { plan, token: 'genuine' });
    expect(executed.outcome).toBe('created');
    await expectRefusal(plan, /can no longer be executed/);
  });

  it('accepts the topics and triggers that others gave the stack, and no others', async () => {
    const { cloudFormation } = await access.clients(plan.ref);
    const StackName = stackName('abc');
    const topic = 'arn:aws:sns:eu-central-1:000000000000:company';
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        UsePreviousTemplate: true,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        NotificationARNs: [topic],
        RollbackConfiguration: { MonitoringTimeInMinutes: 1 },
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
      { StackName },
    );
    const input = inputOf('abc', { worker: { maxTasks: 6 } });
    const changed = await planReview(access, { input, token: 'topics' });
    const before = await stackOf(access, 'abc');
    const { TemplateBody } = await cloudFormation.send(
      new GetTemplateCommand({
        ChangeSetName: changed.changeSetArn,
        TemplateStage: 'Original',
      }),
    );
    const eve = await forge(
      () => JSON.parse(TemplateBody ?? ''),
      () => ({
        ChangeSetType: 'UPDATE',
        Tags: before?.Tags,
        NotificationARNs: [topic, 'arn:aws:sns:eu-central-1:000000000000:eve'],
      }),
    );
    await expectRefusal(
      { ...changed, changeSetArn: eve.changeSetArn },
      notOurs,
    );
    const executed = await execute(access, { plan: changed, token: 'topics' });
    expect(executed.outcome).toBe('updated');
    const { NotificationARNs, RollbackConfiguration } =
      (await stackOf(access, 'abc')) ?? {};
    expect({ NotificationARNs, RollbackConfiguration }).toEqual({
      NotificationARNs: [topic],
      RollbackConfiguration: { MonitoringTimeInMinutes: 1 },
    });
  });

  it('refuses one that is obsolete, and one that is gone', async () => {
    const input = inputOf('abc', { worker: { maxTasks: 7 } });
    const planned = async (token: string) =>
      planReview(access, { input, token });
    const gone = await planned('gone');
    await planAndDeploy(access, inputOf('abc', { worker: { maxTasks: 8 } }));
    await expectRefusal(gone, /can no longer be executed/);

    const obsolete = await planned('obsolete');
    const { cloudFormation } = await access.clients(plan.ref);
    const StackName = stackName('abc');
    const { TemplateBody = '' } = await cloudFormation.send(
      new GetTemplateCommand({ StackName }),
    );
    const template = JSON.parse(TemplateBody);
    template.Resources.More = { Type: 'AWS::SQS::Queue' };
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
      { StackName },
    );
    await expectRefusal(obsolete, /can no longer be executed/);
  });
});
