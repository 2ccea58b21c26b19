import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import {
  createTestStack,
  testStackTags,
} from '../__testUtils__/createTestStack';
import type { AwsAccess } from '../aws/AwsAccess';
import { checkSuffix } from './checkSuffix';

jest.setTimeout(60_000);

const region = 'eu-central-1';

describe('checkSuffix', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  const check = (suffix: string) =>
    checkSuffix(access, { account, region, suffix });

  it('reports a new suffix as free', async () => {
    expect(await check('new')).toEqual({ free: true });
  });

  it('reports the environment that has a suffix', async () => {
    const stackArn = await createTestStack(access, {
      account,
      region,
      suffix: 'taken',
      owner: 'group:default/video',
    });
    expect(await check('taken')).toMatchObject({
      free: false,
      environment: {
        ref: { account, region, suffix: 'taken' },
        stack: { stackArn, owner: 'group:default/video' },
      },
    });
  });

  it('reports a suffix as taken by a stack that StreamFlix does not manage, and nothing of that stack', async () => {
    const { cloudFormation } = await access.clients({ account, region });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'streamflix-foreign',
        TemplateBody: JSON.stringify({
          Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        }),
        Tags: testStackTags({ suffix: 'foreign' }).filter(
          ({ Key }) => Key !== 'streamflix:managed-by',
        ),
      }),
    );
    expect(await check('foreign')).toEqual({
      free: false,
      environment: undefined,
    });
  });
});
