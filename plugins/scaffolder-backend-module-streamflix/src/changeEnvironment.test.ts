import { mockServices } from '@backstage/backend-test-utils';
import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import {
  createAwsAccess,
  readStack,
} from '@streamflix/backstage-plugin-streamflix-node';
import { awsConfig } from './__testUtils__/awsConfig';
import { environmentEntity } from './__testUtils__/environmentEntity';
import { readTemplate } from './__testUtils__/readTemplate';
import { setUpScaffolder } from './__testUtils__/setUpScaffolder';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const create = readTemplate('create-environment');
const change = readTemplate('change-environment');
const destroy = readTemplate('destroy-environment');
const region = 'eu-central-1';
const environment = `resource:default/streamflix-demo-${region}`;
const entity = environmentEntity('demo', region);
const entities = [create, change, destroy, entity];

describe('changing an environment from the template', () => {
  const suite = setUpScaffolder({ entities });

  /** The specification in the running stack. */
  async function running() {
    const access = createAwsAccess({
      config: mockServices.rootConfig({ data: awsConfig(suite.aws.url) }),
    });
    const account = await access.defaultAccount();
    const { spec } = await readStack(access, {
      account,
      region,
      suffix: 'demo',
    });
    if (!spec.ok) throw new Error(spec.reason);
    return spec.value;
  }
  const run = (values: object) =>
    suite.scaffolder.run(change, { environment, suffix: 'demo', ...values });

  beforeAll(async () => {
    const { error } = await suite.scaffolder.run(create, {
      suffix: 'demo',
      region,
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      size: { worker: { maxTasks: 6 } },
      advanced: {
        tags: { Team: 'video' },
        observability: { alarmEmail: 'video@example.com' },
      },
    });
    if (error) throw new Error(error);
    const [{ stackArn }] = suite.scaffolder.operations;
    Object.assign(entity.metadata.annotations ?? {}, {
      [annotations.stackArn]: stackArn,
    });
  });

  it('keeps the running values that the user does not change, not those of the blueprint', async () => {
    const before = await running();
    const { status, error, log, output } = await run({
      size: { stream: { shards: 3 } },
    });
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).toMatch(
      /change · \w+ · AWS::Kinesis::Stream · ShardCount/,
    );
    expect(output.links).toContainEqual(
      expect.objectContaining({ entityRef: environment }),
    );
    expect(await running()).toEqual({
      ...before,
      stream: { ...before.stream, shards: 3 },
    });
    expect(before.worker.maxTasks).toBe(6);
    expect(before.tags).toEqual({ Team: 'video' });
  });

  it('removes a value that the user empties', async () => {
    const { status, error } = await run({
      advanced: { tags: null, observability: { alarmEmail: null } },
    });
    expect({ status, error }).toEqual({ status: 'completed' });
    const { tags, observability, worker } = await running();
    expect({ tags, email: observability.alarmEmail }).toEqual({ tags: {} });
    expect(worker.maxTasks).toBe(6);
  });

  it('reports that nothing changes when the user changes nothing', async () => {
    const { status, log } = await run({});
    expect(status).toBe('completed');
    expect(log.join('\n')).toContain('Nothing changes.');
  });

  it('refuses what cannot change once the environment exists', async () => {
    const { status, error } = await run({
      advanced: { network: { cidr: '10.1.0.0/16' } },
    });
    expect(status).toBe('failed');
    expect(error).toContain('VPC address range must stay as it is');
  });

  it('refuses what is not a setting, and changes neither identity nor target', async () => {
    const { error } = await run({
      advanced: { network: 'none at all', owner: 'group:default/content' },
    });
    expect(error).toBe('network must be an object.');
    const { suffix, owner, account } = await running();
    expect({ suffix, owner, account }).toEqual({
      suffix: 'demo',
      owner: 'group:default/video',
      account: '000000000000',
    });
  });

  it('refuses to lose data, names exactly what to enter, and continues once it is entered', async () => {
    const without = { advanced: { deadLetters: { enabled: false } } };
    const refused = await run(without);
    expect(refused.status).toBe('failed');
    expect(refused.error).toMatch(
      /^DeadLetterQueue \(AWS::SQS::Queue\) would be removed, and its data would be lost\..*name DeadLetterQueue as data that may be lost/s,
    );
    expect(suite.scaffolder.audits().at(-1)).toMatchObject({
      eventId: 'environment-deploy',
      status: 'failed',
      error: refused.error,
    });
    expect((await running()).deadLetters.enabled).toBe(true);

    const accepted = await run({
      ...without,
      review: { allowDataLoss: ['DeadLetterQueue'] },
    });
    expect({ status: accepted.status, error: accepted.error }).toEqual({
      status: 'completed',
    });
    expect(accepted.log.join('\n')).toContain(
      'its data is lost, as was allowed',
    );
    expect((await running()).deadLetters.enabled).toBe(false);
  });

  it('is refused to users who may not see it, before anything about it is revealed', async () => {
    const others = await startScaffolder({
      endpoint: suite.aws.url,
      entities,
      users: {
        'user:default/mock': {
          owns: ['group:default/video'],
          denied: ['streamflix.environment.read'],
        },
      },
    });
    const { error } = await others.run(change, {
      environment,
      suffix: 'demo',
      size: { worker: { minTasks: 50 } },
    });
    await others.stop();
    expect(error).toBe(
      `You do not have permission to see environment demo in ${region} (streamflix.environment.read).`,
    );
  });

  it('is refused for an environment that no longer exists', async () => {
    const { status, error } = await suite.scaffolder.run(destroy, {
      environment,
      confirmation: 'demo',
    });
    expect({ status, error }).toEqual({ status: 'completed' });
    expect((await run({})).error).toBe(
      `There is no environment demo in ${region}.`,
    );
  });
});
