import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { readTemplate } from './__testUtils__/readTemplate';
import {
  startScaffolder,
  type Scaffolder,
  type TaskEnd,
} from './__testUtils__/startScaffolder';
import { stackStatus } from './__testUtils__/askCloudFormation';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const demo = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'media-processing',
  owner: 'group:default/video',
};

describe('an environment whose creation failed', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    // Slow enough to be cancelled halfway.
    aws = await startLocalAws({ speed: 300 });
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [template],
    });
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it('is deleted when the task is cancelled, and created when it is retried', async () => {
    const task = await scaffolder.start(template, demo);
    await scaffolder.seen(task, /1\d\/\d+ · /);
    await scaffolder.cancel(task);
    const cancelled = await scaffolder.end(task);
    expect(cancelled.status).toBe('failed');
    expect(cancelled.error).toMatch(/demo in eu-west-2 .*cancelled/);
    expect(await stackStatus(aws, 'demo')).toBeUndefined();

    await scaffolder.retry(task);
    const { status, error, log } = await scaffolder.end(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).toContain('this is another one');
    expect(await stackStatus(aws, 'demo')).toBe('CREATE_COMPLETE');
  });

  it('is planned and deployed again when the task is retried after a failure', async () => {
    const task = await scaffolder.start(template, {
      ...demo,
      suffix: 'no-image',
      advanced: {
        service: { image: 'public.ecr.aws/docker/library/nginx:missing' },
      },
    });
    const first = await scaffolder.end(task);
    await scaffolder.retry(task);
    const second = await scaffolder.end(task);
    expect(first.status).toBe('failed');
    expect(second.status).toBe('failed');
    const started = / · streamflix-no-image · CREATE_IN_PROGRESS$/;
    const attempts = ({ log }: TaskEnd) =>
      log.filter(line => started.test(line)).length;
    expect(attempts(first)).toBe(1);
    expect(attempts(second)).toBe(2);
  });
});
