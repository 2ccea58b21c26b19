import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { readTemplate } from './__testUtils__/readTemplate';
import { stackStatus } from './__testUtils__/stackStatus';
import {
  startScaffolder,
  type Scaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const create = readTemplate('create-environment');
const destroy = readTemplate('destroy-environment');
const environment = 'resource:default/streamflix-demo-eu-west-2';
const entity = {
  apiVersion: 'backstage.io/v1beta1',
  kind: 'Resource',
  metadata: {
    name: 'streamflix-demo-eu-west-2',
    annotations: {
      [annotations.account]: '000000000000',
      [annotations.region]: 'eu-west-2',
      [annotations.suffix]: 'demo',
    },
  },
  spec: { type: 'streamflix-environment', owner: 'group:default/video' },
};
const stranger = {
  ...entity,
  metadata: { name: 'warehouse' },
};

describe('destroying an environment from the template', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;
  const start = (denied: string[] = []) =>
    startScaffolder({
      endpoint: aws.url,
      entities: [create, destroy, entity, stranger],
      denied,
    });

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    scaffolder = await start();
    const { error } = await scaffolder.run(create, {
      suffix: 'demo',
      region: 'eu-west-2',
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
    });
    if (error) throw new Error(error);
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it('is refused when the suffix was typed wrong', async () => {
    const { status, error } = await scaffolder.run(destroy, {
      environment,
      confirmation: 'demos',
    });
    expect(status).toBe('failed');
    expect(error).toBe(
      'Confirmation must be the suffix of the environment, demo. Nothing was destroyed.',
    );
  });

  it('is refused for those who do not own it, whatever they may destroy', async () => {
    const others = await startScaffolder({
      endpoint: aws.url,
      entities: [destroy, entity],
      owns: ['user:default/mock', 'group:default/content'],
    });
    const { status, error } = await others.run(destroy, {
      environment,
      confirmation: 'demo',
    });
    await others.stop();
    expect(status).toBe('failed');
    expect(error).toBe(
      'Environment demo in eu-west-2 is not yours to destroy: it belongs to group:default/video. Ask its owner.',
    );
    expect(await stackStatus(aws, 'demo')).toBe('CREATE_COMPLETE');
  });

  it('is refused for an entity that is no environment', async () => {
    const { error } = await scaffolder.run(destroy, {
      environment: 'resource:default/warehouse',
      confirmation: 'warehouse',
    });
    expect(error).toBe(
      'Environment must be a StreamFlix environment; resource:default/warehouse is none.',
    );
  });

  it('is refused for an entity that is not there', async () => {
    const { error } = await scaffolder.run(destroy, {
      environment: 'resource:default/nothing',
      confirmation: 'nothing',
    });
    expect(error).toContain('There is no resource:default/nothing');
  });

  it('is refused without the permission', async () => {
    const others = await start(['streamflix.environment.delete']);
    const { error } = await others.run(destroy, {
      environment,
      confirmation: 'demo',
    });
    await others.stop();
    expect(error).toContain('streamflix.environment.delete');
  });

  it('asks AWS nothing in a dry run', async () => {
    const { status, body } = await scaffolder.dryRun(destroy, {
      environment,
      confirmation: 'demo',
    });
    expect(status).toBe(200);
    expect(body.output.text[0].content).toBe(
      'Dry run: environment demo in eu-west-2 would be destroyed. AWS was not asked.',
    );
  });

  it('leaves nothing, tells the catalog, and is no error the second time', async () => {
    const values = { environment, confirmation: 'demo' };
    const first = await scaffolder.run(destroy, values);
    expect({ status: first.status, error: first.error }).toEqual({
      status: 'completed',
    });
    expect(first.log.join('\n')).toMatch(/\d+\/\d+ · \w+ · DELETE_COMPLETE/);
    expect(scaffolder.events).toContainEqual({
      ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
      state: 'absent',
    });
    expect(aws.world.list('eu-west-2', 'AWS::Kinesis::Stream')).toEqual([]);
    expect((await scaffolder.run(destroy, values)).status).toBe('completed');
  });
});
