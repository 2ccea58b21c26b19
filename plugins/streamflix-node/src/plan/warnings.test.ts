import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { planReview } from '../__testUtils__/operations';
import {
  accessTo,
  account,
  inputOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

describe('the warnings of a plan', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  it('are none for an environment that fits into the account', async () => {
    const { warnings } = await planReview(access, {
      input: inputOf('abc'),
      token: 'fits',
    });
    expect(warnings).toEqual([]);
  });

  it('name a quota that the deployment would exceed, and a database name that AWS may reserve', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'addresses',
        TemplateBody: JSON.stringify({
          Resources: Object.fromEntries(
            Array.from({ length: 5 }, (_, index) => [
              `Address${index}`,
              { Type: 'AWS::EC2::EIP' },
            ]),
          ),
        }),
      }),
    );
    const { warnings, changeSetArn } = await planReview(access, {
      input: inputOf('abd', { database: { name: 'content' } }),
      token: 'exceeds',
    });
    expect(warnings).toEqual([
      expect.stringContaining('Database name content is a key word of SQL'),
      expect.stringMatching(/^NatAddress1 \(AWS::EC2::EIP\): .*L-0263D0A3/),
    ]);
    expect(changeSetArn).toBeDefined();
  });

  it('name an image that could not be checked, and a plan without its repository is refused', async () => {
    const withImages = accessTo(aws.url, { images: { allow: ['*'] } });
    const input = inputOf('abf', {
      worker: {
        image: `${account}.dkr.ecr.eu-central-1.amazonaws.com/video:1`,
      },
    });
    await expect(
      planReview(withImages, { input, token: 'missing' }),
    ).rejects.toMatchObject({
      problems: [
        {
          path: 'worker.image',
          message: expect.stringContaining('Repository video does not exist'),
        },
      ],
    });
    const [id] = aws.faults.add({
      kind: 'deny',
      service: 'ecr',
      operation: 'BatchGetImage',
    });
    const { warnings } = await planReview(withImages, {
      input,
      token: 'unchecked',
    });
    aws.faults.remove(id);
    expect(warnings).toContainEqual(
      expect.stringContaining('AWS denies ecr:BatchGetImage'),
    );
  });

  it('name the quota also where the findings of CloudFormation may not be read', async () => {
    aws.faults.add({
      kind: 'deny',
      service: 'cloudformation',
      operation: 'DescribeEvents',
    });
    const { warnings } = await planReview(access, {
      input: inputOf('abe'),
      token: 'unread',
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Quota of Elastic IP addresses: 5 of 5 are used in eu-central-1/,
      ),
      expect.stringContaining('What CloudFormation warns of could not be read'),
    ]);
  });
});
