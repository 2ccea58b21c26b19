import {
  CreateChangeSetCommand,
  waitUntilChangeSetCreateComplete,
} from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { readFindings } from './readFindings';

describe('what CloudFormation finds beforehand', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  it('is reported for every resource, with the property it is about', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    const { Id: ChangeSetName = '' } = await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'wrong',
        ChangeSetName: 'wrong',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify({
          Resources: {
            Topic: { Type: 'AWS::SNS::Topic', Properties: { Colour: 'red' } },
            Stream: {
              Type: 'AWS::Kinesis::Stream',
              Properties: { ShardCount: 'many' },
            },
            Queue: { Type: 'AWS::SQS::Queue' },
          },
        }),
      }),
    );
    await expect(
      waitUntilChangeSetCreateComplete(
        { client: cloudFormation, maxWaitTime: 30, minDelay: 1 },
        { ChangeSetName },
      ),
    ).rejects.toThrow('AWS::EarlyValidation::PropertyValidation');
    expect(await readFindings(cloudFormation, ChangeSetName)).toEqual([
      {
        logicalId: 'Topic',
        type: 'AWS::SNS::Topic',
        reason: '#: extraneous key [Colour] is not permitted',
        path: '/Resources/Topic/Properties',
        mode: 'FAIL',
      },
      {
        logicalId: 'Stream',
        type: 'AWS::Kinesis::Stream',
        reason: '#/ShardCount: expected type: Integer, found: String',
        path: '/Resources/Stream/Properties/ShardCount',
        mode: 'FAIL',
      },
    ]);
  });

  it('returns a warning about a quota of a change set that can be executed', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    const addresses = Array.from({ length: 6 }, (_, index) => [
      `Address${index}`,
      { Type: 'AWS::EC2::EIP' },
    ]);
    const { Id: ChangeSetName = '' } = await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'many',
        ChangeSetName: 'many',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify({
          Resources: Object.fromEntries(addresses),
        }),
      }),
    );
    await waitUntilChangeSetCreateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 1 },
      { ChangeSetName },
    );
    expect(await readFindings(cloudFormation, ChangeSetName)).toEqual([
      {
        logicalId: 'Address5',
        type: 'AWS::EC2::EIP',
        reason: expect.stringContaining('L-0263D0A3 allows 5'),
        path: undefined,
        mode: 'WARN',
      },
    ]);
  });
});
