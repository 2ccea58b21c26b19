import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { stackStatus } from './__testUtils__/askCloudFormation';
import { environmentEntity } from './__testUtils__/environmentEntity';
import { readTemplate } from './__testUtils__/readTemplate';
import { requestOf } from './__testUtils__/requestOf';
import {
  startScaffolder,
  type Scaffolder,
} from './__testUtils__/startScaffolder';
import type { TestUser } from './__testUtils__/testUsers';

jest.setTimeout(120_000);

const create = readTemplate('create-environment');
const destroy = readTemplate('destroy-environment');
const environment = 'resource:default/streamflix-demo-eu-west-2';
const entity = environmentEntity('demo', 'eu-west-2');
const stranger = {
  ...entity,
  metadata: { name: 'warehouse', namespace: 'default' },
};

describe('destroying an environment from the template', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;
  const start = (user: TestUser = {}) =>
    startScaffolder({
      endpoint: aws.url,
      entities: [create, destroy, entity, stranger],
      users: {
        'user:default/mock': { owns: ['group:default/video'], ...user },
      },
    });

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    scaffolder = await start();
    const { error } = await scaffolder.run(create, requestOf('demo'));
    if (error) throw new Error(error);
    const [{ stackArn }] = scaffolder.operations;
    Object.assign(entity.metadata.annotations ?? {}, {
      [annotations.stackArn]: stackArn,
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it('is refused when the confirmation is not the suffix', async () => {
    const { status, error } = await scaffolder.run(destroy, {
      environment,
      confirmation: 'demos',
    });
    expect(status).toBe('failed');
    expect(error).toBe(
      'Confirmation must be the suffix of the environment, demo. Nothing was destroyed.',
    );
  });

  it('is refused to users who do not own it', async () => {
    const others = await start({ owns: ['group:default/content'] });
    const { status, error } = await others.run(destroy, {
      environment,
      confirmation: 'demo',
    });
    await others.stop();
    expect(status).toBe('failed');
    expect(error).toBe(
      'You do not have permission to destroy environment demo in eu-west-2: it belongs to another owner.',
    );
    expect(await stackStatus(aws, 'demo')).toBe('CREATE_COMPLETE');
  });

  it('is refused for an entity that is not an environment', async () => {
    const { error } = await scaffolder.run(destroy, {
      environment: 'resource:default/warehouse',
      confirmation: 'warehouse',
    });
    expect(error).toBe(
      'Environment must be a StreamFlix environment; the entity is none.',
    );
  });

  it('is refused for an entity that does not exist', async () => {
    const { error } = await scaffolder.run(destroy, {
      environment: 'resource:default/nothing',
      confirmation: 'nothing',
    });
    expect(error).toBe(
      'The catalog has no such environment, or you do not have permission to see it.',
    );
  });

  it('is refused without the permission', async () => {
    const others = await start({ denied: ['streamflix.environment.delete'] });
    const { error } = await others.run(destroy, {
      environment,
      confirmation: 'demo',
    });
    await others.stop();
    expect(error).toContain('streamflix.environment.delete');
  });

  it('makes no call to AWS in a dry run', async () => {
    const { status, body } = await scaffolder.dryRun(destroy, {
      environment,
      confirmation: 'demo',
    });
    expect(status).toBe(200);
    expect(body.output.text[0].content).toBe(
      'Dry run: environment demo in eu-west-2 would be destroyed. AWS was not asked.',
    );
  });

  it('is refused for another stack than that of the entity, as after a new creation', async () => {
    const stale = environmentEntity('demo', 'eu-west-2');
    stale.metadata.name = 'streamflix-stale';
    const others = await startScaffolder({
      endpoint: aws.url,
      entities: [destroy, stale],
    });
    const { error } = await others.run(destroy, {
      environment: 'resource:default/streamflix-stale',
      confirmation: 'demo',
    });
    await others.stop();
    expect(error).toBe(
      'Environment demo in eu-west-2 was destroyed and created again in the meantime. Look at it again, then destroy it.',
    );
  });

  it('leaves nothing, and succeeds the second time', async () => {
    const values = { environment, confirmation: 'demo' };
    const first = await scaffolder.run(destroy, values);
    expect({ status: first.status, error: first.error }).toEqual({
      status: 'completed',
    });
    expect(first.log.join('\n')).toMatch(/\d+\/\d+ · \w+ · DELETE_COMPLETE/);
    expect(aws.world.list('eu-west-2', 'AWS::Kinesis::Stream')).toEqual([]);
    expect((await scaffolder.run(destroy, values)).status).toBe('completed');
  });
});
