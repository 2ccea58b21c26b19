import { UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy, planReview } from '../__testUtils__/operations';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

const region = 'eu-central-1';

describe('the logs of a REST API', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  const takeRole = async () => {
    const { apiGateway } = await access.clients({ account, region });
    await apiGateway.send(
      new UpdateAccountCommand({
        patchOperations: [
          { op: 'replace', path: '/cloudwatchRoleArn', value: '' },
        ],
      }),
    );
  };
  const rest = inputOf('rest', {
    blueprint: 'content-delivery',
    api: { kind: 'rest' },
  });
  const plan = (input = rest, reported: string[] = []) =>
    planReview(access, {
      input,
      token: 'plan',
      onProgress: line => reported.push(line),
    });

  it('are refused beforehand in an account where API Gateway may not write them, with what to do', async () => {
    await takeRole();
    await expect(plan()).rejects.toThrow(
      'API Gateway may not write logs in eu-central-1 of account 000000000000 yet, and a REST API has an access log. Set a CloudWatch log role ARN in API Gateway’s settings for this region, once for the whole account; or choose an HTTP API.',
    );
  });

  it('need no role of an HTTP API', async () => {
    await takeRole();
    const http = { ...rest, api: { kind: 'http' } } as const;
    expect(await plan(http)).toMatchObject({ kind: 'create' });
  });

  it('of an API that is there hinder no change', async () => {
    await planAndDeploy(access, rest);
    await takeRole();
    const more = { ...rest, service: { maxTasks: 9 } };
    expect(await plan(more)).toMatchObject({ kind: 'change' });
  });

  it('are left to AWS when the account may not be asked', async () => {
    aws.faults.add({ kind: 'deny', operation: 'GetAccount' });
    const reported: string[] = [];
    expect(await plan(rest, reported)).toMatchObject({ kind: 'create' });
    expect(reported).toContainEqual(
      expect.stringMatching(
        /^Whether API Gateway may write logs could not be found out: AWS denies apigateway:\w+ in eu-central-1, which/,
      ),
    );
  });
});
