import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { stackStatus } from './__testUtils__/askCloudFormation';
import { readTemplate } from './__testUtils__/readTemplate';
import { requestOf } from './__testUtils__/requestOf';
import { setUpScaffolder } from './__testUtils__/setUpScaffolder';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const demo = { ...requestOf('demo'), blueprint: 'media-processing' };

describe('creating an environment from the template', () => {
  const suite = setUpScaffolder({ entities: [template] });

  it('plans, deploys and ends with links to the entity and the API', async () => {
    const { status, error, output, log } = await suite.scaffolder.run(
      template,
      demo,
    );
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(output.links).toEqual([
      expect.objectContaining({
        entityRef: 'resource:default/streamflix-demo-eu-west-2',
      }),
      expect.objectContaining({
        url: expect.stringMatching(
          /^\/streamflix\/000000000000\/eu-west-2\/demo\/operations\/deploy-[0-9a-f]{32}$/,
        ),
      }),
      expect.objectContaining({ url: '/streamflix' }),
      expect.objectContaining({ url: expect.stringMatching(/^https?:/) }),
    ]);
    expect(output.text).toEqual([
      expect.objectContaining({ content: expect.stringContaining('demo') }),
    ]);
    const progress = log.filter(line => /\d+\/\d+ · \w+ · [A-Z_]+/.test(line));
    const [, done, total] = progress.at(-1)?.match(/(\d+)\/(\d+) ·/) ?? [];
    expect(Number(total)).toBeGreaterThan(30);
    expect(done).toBe(total);
    // One at the start, one at the end; the backend publishes the outcome.
    expect(suite.scaffolder.operations).toEqual(
      Array(2).fill({
        ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
        stackArn: expect.stringContaining(':stack/streamflix-demo/'),
      }),
    );
    expect(suite.scaffolder.audits()).toEqual([]);
  });

  it('changes nothing when the same is requested again', async () => {
    const { status, error, log } = await suite.scaffolder.run(template, demo);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).toContain('Nothing changes.');
    expect(log.join('\n')).not.toContain('The catalog does not show');
  });

  it('changes an existing environment, and logs what changes', async () => {
    const { status, error, log } = await suite.scaffolder.run(template, {
      ...demo,
      size: { stream: { shards: 6 } },
    });
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).toMatch(
      /change · \w+ · AWS::Kinesis::Stream · ShardCount/,
    );
    expect(log.join('\n')).toMatch(/Plan: 0 to add, \d+ to change/);
  });

  it('shows what the plan warns of in the log and in the output, and creates the environment', async () => {
    const { status, error, output, log } = await suite.scaffolder.run(
      template,
      {
        ...demo,
        suffix: 'warned',
        blueprint: 'video-pipeline',
        region: 'eu-central-1',
        advanced: { database: { name: 'content' } },
      },
    );
    expect({ status, error }).toEqual({ status: 'completed' });
    const warning = 'Database name content is a key word of SQL.';
    expect(log.join('\n')).toContain(warning);
    expect(output.text).toContainEqual(
      expect.objectContaining({
        title: 'Warnings',
        content: expect.stringContaining(warning),
      }),
    );
  });

  it('fails with the first cause, its explanation and a resolution when an image does not exist', async () => {
    const { status, error, log } = await suite.scaffolder.run(template, {
      ...demo,
      suffix: 'no-image',
      advanced: {
        service: { image: 'public.ecr.aws/docker/library/nginx:missing' },
      },
    });
    expect(status).toBe('failed');
    expect(error).toMatch(
      /^Environment no-image in eu-west-2 could not be created/,
    );
    expect(error).toMatch(/\w+ \(AWS::ECS::Service\): .+ AWS reports: .+/);
    // The log shows the message without locations in our code.
    expect(log.join('\n')).not.toMatch(/ at \w+.*\.ts:\d+/);
  });

  it('refuses invalid sizes before any change in AWS, with every problem at once', async () => {
    const { status, error } = await suite.scaffolder.run(template, {
      ...demo,
      suffix: 'wrong',
      size: { service: { minTasks: 9, maxTasks: 3 } },
      advanced: {
        service: { memory: 1024 },
        tags: { Owner: 'me' },
      },
    });
    expect(status).toBe('failed');
    expect(error?.split('\n')).toEqual(
      expect.arrayContaining([
        'Maximum service tasks must be at least the minimum, 9; it is 3.',
        'Memory of a service task must be from 4 GiB (4096) to 16 GiB (16384) in steps of 1 GiB (1024) with 2 vCPU; it is 1 GiB (1024).',
        'Tags must not set Owner: the platform writes it itself.',
      ]),
    );
    expect(await stackStatus(suite.aws, 'wrong')).toBeUndefined();
  });

  it('refuses a secret that does not exist, and leaves nothing behind', async () => {
    const { status, error } = await suite.scaffolder.run(template, {
      ...demo,
      suffix: 'no-secret',
      secrets: { apiKeys: ['streamflix/nowhere'] },
    });
    expect(status).toBe('failed');
    expect(error).toMatch(/^API key secret 1 does not exist in eu-west-2/);
    expect(await stackStatus(suite.aws, 'no-secret')).toBeUndefined();
  });

  it('refuses a suffix that another owner has, and does not reveal the owner', async () => {
    const { status, error } = await suite.scaffolder.run(
      template,
      { ...demo, owner: 'user:default/bob' },
      'user:default/bob',
    );
    expect(status).toBe('failed');
    expect(error).toBe(
      'Suffix demo is taken in eu-west-2. Choose another suffix.',
    );
  });

  it('refuses a region this installation does not allow', async () => {
    const { status, error } = await suite.scaffolder.run(template, {
      ...demo,
      region: 'us-east-1',
    });
    expect(status).toBe('failed');
    expect(error).toBe(
      'Region must be one this installation allows: eu-west-2, eu-central-1, ap-northeast-1.',
    );
  });

  it('refuses a malformed suffix that did not come from the form before any change in AWS', async () => {
    const { status, error } = await suite.scaffolder.run(template, {
      ...demo,
      suffix: 'No_Good',
    });
    expect(status).toBe('failed');
    expect(error).toMatch(/suffix does not match pattern/);
    expect(await stackStatus(suite.aws, 'No_Good')).toBeUndefined();
  });
});

describe('creating an environment without the permission', () => {
  const denied = (...permissions: string[]) => ({
    'user:default/mock': {
      owns: ['group:default/video'],
      denied: ['streamflix.environment.assign-owner', ...permissions],
    },
  });
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
  });
  afterAll(() => aws?.stop());

  it('is refused with the permission that is missing, and nothing is left behind', async () => {
    const scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [template],
      users: denied('streamflix.environment.create'),
    });
    const { status, error } = await scaffolder.run(template, demo);
    await scaffolder.stop();
    expect(status).toBe('failed');
    expect(error).toBe(
      'You do not have permission to create environment demo in eu-west-2 (streamflix.environment.create).',
    );
    expect(await stackStatus(aws, 'demo')).toBeUndefined();
  });

  it('is not refused to users who may only create; changing is', async () => {
    const scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [template],
      users: denied('streamflix.environment.update'),
    });
    const created = await scaffolder.run(template, demo);
    const changed = await scaffolder.run(template, {
      ...demo,
      size: { stream: { shards: 6 } },
    });
    await scaffolder.stop();
    expect(created.status).toBe('completed');
    expect(changed.error).toContain('streamflix.environment.update');
  });
});
