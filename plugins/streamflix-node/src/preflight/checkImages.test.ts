import {
  resolveSpec,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import { checkImages } from './checkImages';

const region = 'eu-central-1';
const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;

function specOf(worker: EnvironmentInput['worker']) {
  const resolution = resolveSpec({
    suffix: 'abc',
    region,
    blueprint: 'video-pipeline',
    owner: 'group:default/video',
    worker,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

describe('checkImages', () => {
  let aws: LocalAws;
  afterEach(() => aws.stop());

  async function check(
    worker: EnvironmentInput['worker'],
    options: Parameters<typeof startAccess>[0] & {
      running?: EnvironmentInput['worker'];
    } = {},
  ) {
    const { running, ...more } = options;
    const started = await startAccess(more);
    aws = started.aws;
    const ref = { account, region, suffix: 'abc' };
    return checkImages(
      await started.access.clients(ref),
      ref,
      specOf(worker),
      running && specOf(running),
    );
  }
  const fine = { problems: [], warnings: [], notices: [] };
  const refused = (message: string) => ({
    ...fine,
    problems: [{ path: 'worker.image', message }],
  });

  it.each([
    ['streamflix/content:1.0', 'x86_64'],
    ['streamflix/content:1.0', 'arm64'],
    ['streamflix/content', 'arm64'],
    ['streamflix/content:1.0-amd64', 'x86_64'],
    ['streamflix/content:1.0-arm64', 'arm64'],
  ] as const)('accepts %s on %s', async (image, architecture) => {
    expect(
      await check({ image: `${registry}/${image}`, architecture }),
    ).toEqual(fine);
  });

  it('refuses a repository that does not exist, by name', async () => {
    expect(await check({ image: `${registry}/video/content:1.0` })).toEqual(
      refused(
        `Repository video/content does not exist in eu-central-1 of account ${account}. Create it and push the image, or choose another image.`,
      ),
    );
  });

  it.each([
    ['streamflix/content:2.0', '2.0'],
    [
      `streamflix/content:1.0@sha256:${'a'.repeat(64)}`,
      `sha256:${'a'.repeat(64)}`,
    ],
  ])('refuses %s, which the repository does not have', async (image, name) => {
    expect(await check({ image: `${registry}/${image}` })).toEqual(
      refused(
        `Repository streamflix/content in eu-central-1 of account ${account} does not have the image ${name}. Push it, or choose another image.`,
      ),
    );
  });

  it('names the order of steps for the repository of the environment itself', async () => {
    expect(await check({ image: `${registry}/repository-abc:v1` })).toEqual(
      refused(
        'Repository repository-abc belongs to this environment and does not have the image v1. Deploy with another image, push this one, then change the environment.',
      ),
    );
  });

  it.each([
    ['1.0-amd64', 'arm64', 'linux/amd64', 'linux/arm64 (ARM64)'],
    ['1.0-arm64', 'x86_64', 'linux/arm64', 'linux/amd64 (X86_64)'],
  ] as const)(
    'refuses the image %s on %s',
    async (tag, architecture, has, wanted) => {
      const image = `${registry}/streamflix/content:${tag}`;
      const [platform] = wanted.split(' ');
      expect(await check({ image, architecture })).toEqual(
        refused(
          `Image ${image} is for ${has}, and the tasks of the worker run on ${wanted}. Choose the architecture of the image, or build the image for ${platform}.`,
        ),
      );
    },
  );

  it.each(['BatchGetImage', 'GetDownloadUrlForLayer'])(
    'warns where %s is denied, and refuses nothing',
    async operation => {
      const image = `${registry}/streamflix/content:1.0-arm64`;
      const found = await check(
        { image },
        { faults: [{ kind: 'deny', service: 'ecr', operation }] },
      );
      expect(found).toEqual({
        ...fine,
        warnings: [
          expect.stringMatching(
            `^Whether ${image} exists and runs on X86_64 could not be checked: AWS denies ecr:${operation} in eu-central-1`,
          ),
        ],
      });
    },
  );

  it.each([
    'registry.example.com/video/content:1.0',
    `123456789012.dkr.ecr.${region}.amazonaws.com/video/content:1.0`,
    `${account}.dkr.ecr.eu-west-1.amazonaws.com/video/content:1.0`,
  ])('does not read the registry of %s, and reports it', async image => {
    expect(await check({ image, architecture: 'arm64' })).toEqual({
      ...fine,
      notices: [
        `Whether ${image} exists and runs on ARM64 is not checked: only the registry of the environment’s account and region is read.`,
      ],
    });
  });

  it('does not check the default image, nor what runs already', async () => {
    expect(await check({})).toEqual(fine);
    await aws.stop();
    const worker = { image: `${registry}/video/content:1.0` };
    expect(await check(worker, { running: worker })).toEqual(fine);
  });

  it('checks an image that runs already for a new architecture', async () => {
    const image = `${registry}/streamflix/content:1.0-amd64`;
    const { problems } = await check(
      { image, architecture: 'arm64' },
      { running: { image } },
    );
    expect(problems).toHaveLength(1);
  });
});
