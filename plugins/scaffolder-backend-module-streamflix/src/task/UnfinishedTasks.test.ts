import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { readTemplate } from '../__testUtils__/readTemplate';
import {
  startScaffolder,
  type Scaffolder,
} from '../__testUtils__/startScaffolder';
import { stackStatus } from '../__testUtils__/stackStatus';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const [planStep] = template.spec.steps;
const named = (name: string, ...steps: typeof template.spec.steps) => ({
  ...template,
  metadata: { ...template.metadata, name },
  spec: { ...template.spec, steps, output: {} },
});
const planAlone = named('plan-alone', planStep);
const planAndFail = named('plan-and-fail', planStep, {
  id: 'fail',
  name: 'Fail',
  action: 'fs:rename',
  input: { files: [{ from: 'nothing.txt', to: 'something.txt' }] },
});

// What becomes of a task whose credentials are gone takes a backend that dies: see RealBackend.test.ts of the workshop.
describe('a task that ends before anybody executes its plan', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [planAlone, planAndFail],
    });
  });
  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it.each([
    ['has no other step', planAlone, 'completed'],
    ['fails at another step', planAndFail, 'failed'],
  ] as const)('leaves no plan when it %s', async (_, asked, expected) => {
    const suffix = asked.metadata.name;
    const { status, log } = await scaffolder.run(asked, {
      suffix,
      region: 'eu-west-2',
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
    });
    expect(status).toBe(expected);
    expect(log.join('\n')).toContain('Plan: 52 to add');
    while ((await stackStatus(aws, suffix)) !== undefined) await sleep(50);
  });
});
