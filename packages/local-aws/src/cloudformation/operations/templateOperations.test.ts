import {
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig } from '../../__testUtils__/seed';
import { StackDriver } from '../../__testUtils__/StackDriver';
import { trustPolicy } from '../../__testUtils__/policies';

const body = JSON.stringify({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'A role and its password',
  Metadata: { made: 'by hand' },
  Parameters: {
    Password: { Type: 'String', NoEcho: true, Description: 'secret' },
    Size: { Type: 'Number', Default: 1, AllowedValues: [1, 2] },
  },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Description: { Ref: 'Password' },
        AssumeRolePolicyDocument: trustPolicy,
      },
    },
  },
});

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('templates', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start();
  });
  afterAll(() => driver.stop());

  it('are returned as they were submitted', async () => {
    await driver.create(
      'same',
      {},
      {
        TemplateBody: body,
        Parameters: [{ ParameterKey: 'Password', ParameterValue: 'hush' }],
        Capabilities: ['CAPABILITY_IAM'],
      },
    );
    const { TemplateBody } = await driver.client.send(
      new GetTemplateCommand({ StackName: 'same' }),
    );
    expect(TemplateBody).toBe(body);
  });

  it('are returned with a question mark for every character that is not ASCII', async () => {
    const TemplateBody = JSON.stringify({
      Description: 'Straße, 東京, 🎬 – ASCII!',
      Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
    });
    await driver.create('letters', {}, { TemplateBody });
    const shown = async (input: {
      StackName: string;
      ChangeSetName?: string;
    }) =>
      (await driver.client.send(new GetTemplateCommand(input))).TemplateBody;
    const expected = TemplateBody.replace(
      'Straße, 東京, 🎬 – ASCII!',
      'Stra?e, ??, ? ? ASCII!',
    );
    expect(await shown({ StackName: 'letters' })).toBe(expected);
    await driver.plan('planned', {}, { TemplateBody, ChangeSetType: 'CREATE' });
    expect(await shown({ StackName: 'planned', ChangeSetName: 'plan' })).toBe(
      expected,
    );
  });

  it('never contain the value of a parameter with NoEcho', async () => {
    const stack = await driver.client.send(
      new DescribeStacksCommand({ StackName: 'same' }),
    );
    const events = await driver.events('same');
    const plan = await driver.plan(
      'same',
      {},
      {
        TemplateBody: body,
        Parameters: [{ ParameterKey: 'Password', ParameterValue: 'louder' }],
        Capabilities: ['CAPABILITY_IAM'],
      },
    );
    const shown = JSON.stringify([stack.Stacks, events, plan]);
    expect(shown).not.toMatch(/hush|louder/);
    expect(stack.Stacks?.[0].Parameters).toEqual([
      { ParameterKey: 'Password', ParameterValue: '****' },
      { ParameterKey: 'Size', ParameterValue: '1' },
    ]);
    expect(plan.Changes?.[0].ResourceChange?.LogicalResourceId).toBe('Role');
  });

  it('are summarised with their parameters, capabilities and resource types', async () => {
    const summary = await driver.client.send(
      new GetTemplateSummaryCommand({ TemplateBody: body }),
    );
    expect(summary).toMatchObject({
      Description: 'A role and its password',
      Capabilities: ['CAPABILITY_IAM'],
      CapabilitiesReason:
        'The following resource(s) require capabilities: [AWS::IAM::Role]',
      ResourceTypes: ['AWS::IAM::Role'],
      Metadata: '{"made":"by hand"}',
      Parameters: [
        { ParameterKey: 'Password', ParameterType: 'String', NoEcho: true },
        {
          ParameterKey: 'Size',
          DefaultValue: '1',
          ParameterConstraints: { AllowedValues: ['1', '2'] },
        },
      ],
    });
    const validation = await driver.client.send(
      new ValidateTemplateCommand({ TemplateBody: body }),
    );
    expect(validation.Capabilities).toEqual(['CAPABILITY_IAM']);
    await expect(
      driver.client.send(new ValidateTemplateCommand({ TemplateBody: '{}' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  const large = (count: number) =>
    JSON.stringify({
      Resources: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `Topic${index}`,
          {
            Type: 'AWS::SNS::Topic',
            Properties: { DisplayName: 'x'.repeat(90) },
          },
        ]),
      ),
    });

  it('may have 51,200 bytes in the request, and a million in S3', async () => {
    const tooLong = large(420);
    expect(Buffer.byteLength(tooLong)).toBeGreaterThan(51_200);
    await expect(
      driver.create('long', {}, { TemplateBody: tooLong }),
    ).rejects.toThrow(
      "at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
    const s3 = new S3Client({
      ...clientConfig(driver.aws.url),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: 'staging' }));
    await s3.send(
      new PutObjectCommand({
        Bucket: 'staging',
        Key: 'a/long template.json',
        Body: tooLong,
      }),
    );
    const { StackStatus } = await driver.create(
      'long',
      {},
      {
        TemplateBody: undefined,
        TemplateURL:
          'https://staging.s3.eu-west-2.amazonaws.com/a/long%20template.json',
      },
    );
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const again = await driver.create(
      'long-too',
      {},
      {
        TemplateBody: undefined,
        TemplateURL: `${driver.aws.url}/staging/a/long%20template.json`,
      },
    );
    expect(again.StackStatus).toBe('CREATE_COMPLETE');
    const { port } = new URL(driver.aws.url);
    const third = await driver.create(
      'long-as-well',
      {},
      {
        TemplateBody: undefined,
        TemplateURL: `http://staging.localhost:${port}/a/long%20template.json`,
      },
    );
    expect(third.StackStatus).toBe('CREATE_COMPLETE');
    await expect(
      driver.client.send(
        new CreateStackCommand({
          StackName: 'nothing',
          TemplateURL: 'https://staging.s3.amazonaws.com/absent.json',
        }),
      ),
    ).rejects.toThrow('S3 error: The specified key does not exist.');
    await expect(
      driver.client.send(
        new CreateStackCommand({
          StackName: 'nowhere',
          TemplateURL: 'https://example.com/staging/absent.json',
        }),
      ),
    ).rejects.toThrow('TemplateURL must be a supported URL.');
  });

  it('can be reused without sending them', async () => {
    await driver.create('reused', {
      Parameters: { Name: { Type: 'String', Default: 'a' } },
      Resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { Ref: 'Name' } },
        },
      },
    });
    const { StackStatus } = await driver.update(
      'reused',
      {},
      {
        TemplateBody: undefined,
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'Name', ParameterValue: 'b' }],
      },
    );
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    await expect(
      driver.client.send(new CreateStackCommand({ StackName: 'without' })),
    ).rejects.toThrow(
      'Either Template URL or Template Body must be specified.',
    );
  });
});
