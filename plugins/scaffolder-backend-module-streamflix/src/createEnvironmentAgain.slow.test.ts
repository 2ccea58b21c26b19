import { readTemplate } from './__testUtils__/readTemplate';
import { requestOf } from './__testUtils__/requestOf';
import { setUpScaffolder } from './__testUtils__/setUpScaffolder';
import type { TaskEnd } from './__testUtils__/startScaffolder';
import { stackStatus } from './__testUtils__/askCloudFormation';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const demo = { ...requestOf('demo'), blueprint: 'media-processing' };

describe('an environment whose creation failed', () => {
  // Slow enough to be cancelled halfway.
  const suite = setUpScaffolder({ speed: 300, entities: [template] });

  it('is deleted when the task is cancelled, and created when it is retried', async () => {
    const task = await suite.scaffolder.start(template, demo);
    await suite.scaffolder.seen(task, /1\d\/\d+ · /);
    await suite.scaffolder.cancel(task);
    const cancelled = await suite.scaffolder.end(task);
    expect(cancelled.status).toBe('failed');
    expect(cancelled.error).toMatch(/demo in eu-west-2 .*cancelled/);
    expect(await stackStatus(suite.aws, 'demo')).toBeUndefined();

    await suite.scaffolder.retry(task);
    const { status, error, log } = await suite.scaffolder.end(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).toContain('this is another one');
    expect(await stackStatus(suite.aws, 'demo')).toBe('CREATE_COMPLETE');
  });

  it('is planned and deployed again when the task is retried after a failure', async () => {
    const task = await suite.scaffolder.start(template, {
      ...demo,
      suffix: 'no-image',
      advanced: {
        service: { image: 'public.ecr.aws/docker/library/nginx:missing' },
      },
    });
    const first = await suite.scaffolder.end(task);
    await suite.scaffolder.retry(task);
    const second = await suite.scaffolder.end(task);
    expect(first.status).toBe('failed');
    expect(second.status).toBe('failed');
    const started = / · streamflix-no-image · CREATE_IN_PROGRESS$/;
    const attempts = ({ log }: TaskEnd) =>
      log.filter(line => started.test(line)).length;
    expect(attempts(first)).toBe(1);
    expect(attempts(second)).toBe(2);
  });
});
