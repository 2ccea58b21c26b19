import type { EnvironmentInput } from '../EnvironmentSpec';
import type { InstallationLimits } from '../InstallationLimits';
import { resolveSpec } from '../resolveSpec';
import { limitWarnings } from './limitRules';

const nginx = 'public.ecr.aws/docker/library/nginx';
const limits: InstallationLimits = {
  secrets: ['streamflix/*', 'video/*'],
  images: [
    nginx,
    '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}',
  ],
  account: '111122223333',
};

type Given = Partial<EnvironmentInput>;

const resolve = (given: Given, options?: { limits: InstallationLimits }) =>
  resolveSpec(
    {
      suffix: 'demo',
      region: 'eu-west-2',
      blueprint: 'complete',
      owner: 'group:default/video',
      ...given,
    },
    options,
  );
const problemsOf = (given: Given, given2: Partial<InstallationLimits> = {}) => {
  const resolution = resolve(given, { limits: { ...limits, ...given2 } });
  return resolution.ok ? [] : resolution.problems;
};
function specOf(given: Given) {
  const resolution = resolve(given);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const own = (account: string, region: string, suffix: string) =>
  `${account}.dkr.ecr.${region}.amazonaws.com/repository-${suffix}:v1`;

describe('the limits of an installation', () => {
  it.each<[string, Given]>([
    ['the defaults', {}],
    [
      'secrets that match a pattern',
      {
        secrets: { database: 'video/db', apiKeys: ['streamflix/a', 'video/b'] },
      },
    ],
    [
      'the image of the environment’s own registry',
      { service: { image: own('111122223333', 'eu-west-2', 'demo') } },
    ],
    [
      'likewise in the account it names itself',
      {
        account: '444455556666',
        service: { image: own('444455556666', 'eu-west-2', 'demo') },
      },
    ],
    [
      'any image of a part that is switched off',
      {
        worker: { enabled: false, image: 'evil.com/worker' },
        deadLetters: { enabled: false },
      },
    ],
  ])('allow %s', (_, given) => {
    expect(problemsOf(given)).toEqual([]);
  });

  const secretsAllowed = 'streamflix.secrets.allow (streamflix/*, video/*).';
  const imagesAllowed = `streamflix.images.allow (${limits.images.join(
    ', ',
  )}).`;

  it('refuse every other secret, saying which setting, which field and what is allowed', () => {
    expect(
      problemsOf({
        secrets: {
          database: 'payments/prod/master-key',
          apiKeys: ['video/a', 'payments/b', 'Streamflix/c'],
        },
      }),
    ).toEqual([
      {
        path: 'secrets.database',
        message: `Database secret must match ${secretsAllowed}`,
      },
      {
        path: 'secrets.apiKeys.1',
        message: `API key secrets, entry 2, must match ${secretsAllowed}`,
      },
      {
        path: 'secrets.apiKeys.2',
        message: `API key secrets, entry 3, must match ${secretsAllowed}`,
      },
    ]);
  });

  it.each([
    'evil.com/public.ecr.aws/docker/library/nginx',
    'public.ecr.aws.evil.com/docker/library/nginx',
    'nginx',
    own('444455556666', 'eu-west-2', 'demo'),
    own('111122223333', 'us-east-1', 'demo'),
    own('111122223333', 'eu-west-2', 'other'),
  ])('refuse the image %s', image => {
    expect(problemsOf({ service: { image }, worker: { image } })).toEqual([
      {
        path: 'service.image',
        message: `Image of the service must match ${imagesAllowed}`,
      },
      {
        path: 'worker.image',
        message: `Image of the worker must match ${imagesAllowed}`,
      },
    ]);
  });

  it('refuse everything when nothing is allowed, and an account that is not known', () => {
    expect(
      problemsOf({ secrets: { database: 'video/db' } }, { secrets: [] }),
    ).toEqual([
      {
        path: 'secrets.database',
        message:
          'Database secret must match streamflix.secrets.allow (which is empty).',
      },
    ]);
    const image = own('111122223333', 'eu-west-2', 'demo');
    expect(
      problemsOf({ service: { image } }, { account: undefined }),
    ).toHaveLength(1);
  });

  it('are not checked where none are given', () => {
    expect(resolve({ secrets: { database: 'payments/db' } }).ok).toBe(true);
  });
});

describe('what an environment uses already', () => {
  const used: Given = {
    service: { image: 'old.example.com/api:v1' },
    secrets: { database: 'payments/db', apiKeys: ['payments/a'] },
  };
  const running = specOf(used);

  it('is not refused, in whatever version, but warned about', () => {
    const next: Given = {
      ...used,
      service: { image: 'old.example.com/api:v2' },
    };
    expect(problemsOf(next, { running })).toEqual([]);
    expect(limitWarnings(specOf(next), { ...limits, running })).toEqual(
      [
        'Database secret does not match streamflix.secrets.allow (streamflix/*, video/*).',
        'API key secrets, entry 1, does not match streamflix.secrets.allow (streamflix/*, video/*).',
        `Image of the service does not match streamflix.images.allow (${limits.images.join(
          ', ',
        )}).`,
      ].map(
        warning =>
          `${warning} It is accepted because the environment already uses it.`,
      ),
    );
    expect(limitWarnings(specOf({}), { ...limits, running })).toEqual([]);
  });

  it('lets nothing else in', () => {
    const next: Given = {
      service: { image: 'old.example.com/api2' },
      secrets: {
        database: 'payments/db',
        apiKeys: ['payments/a', 'payments/b'],
      },
    };
    expect(problemsOf(next, { running }).map(({ path }) => path)).toEqual([
      'secrets.apiKeys.1',
      'service.image',
    ]);
  });

  it('does not include what is switched off, or it could be smuggled in that way', () => {
    const hidden = specOf({
      worker: { enabled: false, image: 'evil.com/worker' },
      deadLetters: { enabled: false },
    });
    expect(
      problemsOf({ worker: { image: 'evil.com/worker' } }, { running: hidden }),
    ).toMatchObject([{ path: 'worker.image' }]);
  });
});
