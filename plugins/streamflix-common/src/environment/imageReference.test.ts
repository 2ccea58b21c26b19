import {
  imageReferencePattern,
  ecrImage,
  imageRepository,
  matchesImagePattern,
} from './imageReference';
import { matchesPattern } from './matchesPattern';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('an image reference', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx'],
    ['nginx:1.27', 'docker.io', 'library/nginx'],
    [`nginx@${digest}`, 'docker.io', 'library/nginx'],
    ['bitnami/redis', 'docker.io', 'bitnami/redis'],
    ['docker.io/nginx', 'docker.io', 'library/nginx'],
    ['index.docker.io/bitnami/redis', 'docker.io', 'bitnami/redis'],
    ['localhost/nginx', 'localhost', 'nginx'],
    ['localhost:5000/a/b:c', 'localhost:5000', 'a/b'],
    ['registry:5000/nginx:5000', 'registry:5000', 'nginx'],
    ['127.0.0.1/nginx', '127.0.0.1', 'nginx'],
    [
      'public.ecr.aws/docker/library/nginx:stable-alpine',
      'public.ecr.aws',
      'docker/library/nginx',
    ],
    [
      `123456789012.dkr.ecr.eu-west-2.amazonaws.com/repository-demo:v1@${digest}`,
      '123456789012.dkr.ecr.eu-west-2.amazonaws.com',
      'repository-demo',
    ],
    [
      'evil.com/public.ecr.aws/docker/library/nginx',
      'evil.com',
      'public.ecr.aws/docker/library/nginx',
    ],
    ['a__b/c--d.e', 'docker.io', 'a__b/c--d.e'],
  ])('%s is of %s, %s', (reference, registry, repository) => {
    expect(imageRepository(reference)).toEqual({ registry, repository });
  });

  it.each([
    '',
    'Nginx',
    'PUBLIC.ECR.AWS/docker/library/nginx',
    'public.ecr.aws/docker/library/nginx/../../x',
    'public.ecr.aws/./docker',
    'public.ecr.aws/docker//nginx',
    'public.ecr.aws/docker/library/nginx/',
    '/public.ecr.aws/nginx',
    'public.ecr.aws./nginx',
    'public..ecr/nginx',
    '..',
    'user@evil.com/nginx',
    'user:password@evil.com/nginx',
    'https://public.ecr.aws/nginx',
    'public.ecr.aws\\@evil.com/nginx',
    'public.ecr.aws%2fnginx',
    'public.ecr.aws:port/nginx',
    '[::1]:5000/nginx',
    'nginx:',
    'nginx:-latest',
    'nginx:a:b',
    'nginx@',
    'nginx@sha256:abc',
    `nginx@md5:${'0'.repeat(64)}`,
    digest,
    digest.slice(7),
    `@${digest}`,
    'nginx\n',
    'nginx latest',
    'ngi\u0000nx',
    '\u043dginx',
    `nginx:${'t'.repeat(129)}`,
    'n'.repeat(256),
  ])('%j is none', reference => {
    expect(imageRepository(reference)).toBeUndefined();
  });

  it('is read without backtracking, however it is written', () => {
    const before = process.cpuUsage();
    for (const part of ['a.', 'a-', 'a/', 'a__', 'a:', '-', 'a.b-c_d/']) {
      expect(imageReferencePattern.test(`${part.repeat(50_000)}!`)).toBe(false);
      imageReferencePattern.test(`${part.repeat(200).slice(0, 250)}!`);
    }
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });
});

const isAllowed = (
  pattern: string,
  reference: string,
  placeholders: Record<string, string | undefined> = {
    account: '123456789012',
    region: 'eu-west-2',
    suffix: 'demo',
  },
) => {
  const image = imageRepository(reference);
  return (
    image !== undefined && matchesImagePattern(pattern, image, placeholders)
  );
};

describe('a pattern of images', () => {
  const nginx = 'public.ecr.aws/docker/library/nginx';
  const own = '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}';
  const registry = '123456789012.dkr.ecr.eu-west-2.amazonaws.com';

  it.each([
    [nginx, `${nginx}:stable-alpine`],
    [nginx, `${nginx}@${digest}`],
    ['docker.io/library/*', 'nginx'],
    ['docker.io/*', 'bitnami/redis:7'],
    ['*', 'evil.com/whatever'],
    ['*.example.com/video/*', 'eu.registry.example.com/video/api/v2'],
    ['registry.example.com:5000/*', 'registry.example.com:5000/video'],
    [own, `${registry}/repository-demo:v1`],
  ])('%s matches %s', (pattern, reference) => {
    expect(isAllowed(pattern, reference)).toBe(true);
  });

  it.each([
    [nginx, 'evil.com/public.ecr.aws/docker/library/nginx'],
    [nginx, 'public.ecr.aws.evil.com/docker/library/nginx'],
    [nginx, 'public.ecr.aws/docker/library/nginx-evil'],
    [nginx, 'public.ecr.aws/docker/library/nginx/evil'],
    [nginx, 'public.ecr.aws:443/docker/library/nginx'],
    [nginx, 'nginx'],
    ['public.ecr.aws/*', 'evil.com/public.ecr.aws/x'],
    // Neither star matches across the slash after the registry.
    ['*.example.com/video', 'evil.com/a.example.com/video'],
    ['*/video', 'evil.com/a/video'],
    ['docker.io/library/*', 'bitnami/redis'],
    ['registry.example.com/*', 'registry.example.com:5000/video'],
    [own, `${registry}/repository-demo2`],
    [own, '999999999999.dkr.ecr.eu-west-2.amazonaws.com/repository-demo'],
    [own, '123456789012.dkr.ecr.us-east-1.amazonaws.com/repository-demo'],
    // No registry, so the pattern is ambiguous.
    ['nginx', 'nginx'],
    ['nginx*', 'nginx'],
  ])('%s does not match %s', (pattern, reference) => {
    expect(isAllowed(pattern, reference)).toBe(false);
  });

  it('with an account matches nothing where the account is not known', () => {
    const unknown = { account: undefined, region: 'eu-west-2', suffix: 'demo' };
    expect(isAllowed(own, `${registry}/repository-demo`, unknown)).toBe(false);
    expect(isAllowed(nginx, nginx, unknown)).toBe(true);
  });
});

describe('a pattern of names', () => {
  it.each([
    ['streamflix/*', 'streamflix/keys', true],
    ['streamflix/*', 'streamflix/', true],
    ['streamflix/*', 'streamflix', false],
    ['streamflix/*', 'other/streamflix/keys', false],
    ['streamflix/*', 'Streamflix/keys', false],
    ['*/keys', 'video/keys', true],
    ['*/keys', 'video/keys2', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['**', '', true],
    ['a.c', 'abc', false],
    ['', 'a', false],
    ['video', 'video', true],
    ['*', 'anything', true],
  ])('%j and %j: %p', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it('takes no longer for a pattern that makes regular expressions slow', () => {
    const before = process.cpuUsage();
    expect(matchesPattern('*a'.repeat(256), `${'a'.repeat(20_000)}b`)).toBe(
      false,
    );
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });
});

describe('ecrImage', () => {
  const own = { account: '123456789012', region: 'eu-west-2' };

  it.each([
    ['dkr.ecr.eu-west-2.amazonaws.com/video/content', 'latest', undefined],
    ['dkr.ecr.eu-west-2.amazonaws.com/video/content:1.2', '1.2', undefined],
    ['dkr.ecr-fips.eu-west-2.amazonaws.com/video/content:1', '1', undefined],
    ['dkr-ecr.eu-west-2.on.aws/video/content:1', '1', undefined],
    [
      `dkr.ecr.eu-west-2.amazonaws.com/video/content@${digest}`,
      'latest',
      digest,
    ],
    [`dkr.ecr.eu-west-2.amazonaws.com/video/content:1@${digest}`, '1', digest],
  ])('reads %s', (reference, tag, expected) => {
    expect(ecrImage(`123456789012.${reference}`)).toEqual({
      ...own,
      repository: 'video/content',
      tag,
      digest: expected,
    });
  });

  it.each([
    'nginx:1',
    'public.ecr.aws/docker/library/nginx:1',
    '12345678901.dkr.ecr.eu-west-2.amazonaws.com/a:1',
    '123456789012.dkr.ecr.eu-west-2.amazonaws.com.example.com/a:1',
  ])('does not take %s for a repository of an account', reference => {
    expect(ecrImage(reference)).toBeUndefined();
  });
});
