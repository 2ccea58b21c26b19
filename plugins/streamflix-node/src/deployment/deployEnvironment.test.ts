import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { account, inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../AwsAccess';
import { deployEnvironment } from './deployEnvironment';
import { planEnvironment } from './planEnvironment';

jest.setTimeout(60_000);

describe('deploying an environment', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  it('creates it', async () => {
    const plan = await planEnvironment(access, {
      input: inputOf('abc'),
      token: 'one',
      onProgress: line => console.log(line),
    });
    console.log(plan.kind, plan.changes.length, plan.stackArn);
    const lines: string[] = [];
    const outcome = await deployEnvironment(access, {
      plan,
      token: 'one',
      onProgress: ({ line }) => lines.push(line),
    });
    console.log(lines.join('\n'));
    console.log(outcome);
    expect(outcome.outcome).toBe('created');
    expect(outcome.ref.account).toBe(account);
    expect(outcome.outputs).toHaveProperty(stackOutputs.streamName);
  });
});
