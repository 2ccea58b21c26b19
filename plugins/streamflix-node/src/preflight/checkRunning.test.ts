import {
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { planAndDeploy, planReview } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

describe('a change of a running environment', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  const recorder = new CallRecorder();
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ faults: [recorder] }));
    await planAndDeploy(access, inputOf('abc'));
  });
  afterEach(() => aws.stop());

  it('is refused before anything is touched, with every value that can only be changed by replacement', async () => {
    await expect(
      planReview(access, {
        input: inputOf('abc', {
          network: { cidr: '10.9.0.0/16' },
          database: { name: 'other' },
        }),
        token: 'fixed',
      }),
    ).rejects.toMatchObject({
      problems: [
        {
          path: 'network.cidr',
          message:
            'VPC address range must stay as it is: the VPC and everything in it would have to be replaced.',
        },
        {
          path: 'database.name',
          message:
            'Database name must stay as it is: the database would have to be replaced, and what it holds with it.',
        },
      ],
    });
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('is refused where the metadata of the stack cannot be read, and reports it', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    const StackName = 'streamflix-abc';
    const { TemplateBody = '' } = await cloudFormation.send(
      new GetTemplateCommand({ StackName }),
    );
    const template = JSON.parse(TemplateBody);
    template.Metadata['StreamFlix::Spec'] = '{??}';
    // CloudFormation ignores a change of the metadata alone.
    template.Outputs.Another = { Value: 'one' };
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 1 },
      { StackName },
    );
    await expect(
      planReview(access, {
        input: inputOf('abc', { network: { cidr: '10.9.0.0/16' } }),
        token: 'unread',
      }),
    ).rejects.toMatchObject({
      problems: [
        {
          path: '',
          message: expect.stringMatching(
            /cannot be checked .* StreamFlix::Spec in the template's metadata cannot be decoded\..* destroy it/,
          ),
        },
      ],
    });
  });

  it('is planned where only other values differ', async () => {
    const plan = await planReview(access, {
      input: inputOf('abc', { worker: { maxTasks: 12 } }),
      token: 'limits',
    });
    expect(plan.changes).toEqual([
      expect.objectContaining({ action: 'change', logicalId: 'WorkerScaling' }),
    ]);
  });

  it('reads the running template once, and the stack once for the plan and once before the change set is created', async () => {
    recorder.reset();
    await planReview(access, {
      input: inputOf('abc', { stream: { shards: 4 } }),
      token: 'counted',
    });
    const counts = recorder.counts();
    expect(counts['cloudformation:GetTemplate']).toBe(1);
    expect(counts['cloudformation:DescribeStacks']).toBe(2);
  });
});
