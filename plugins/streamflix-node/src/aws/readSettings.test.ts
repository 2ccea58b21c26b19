import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSettings } from './readSettings';

const read = (streamflix?: JsonObject) =>
  readSettings(new ConfigReader(streamflix ? { streamflix } : {}));

describe('the settings', () => {
  it('need nothing but the regions', () => {
    expect(read({ regions: ['eu-west-2'] })).toEqual({
      regions: ['eu-west-2'],
      accounts: [],
      endpoint: undefined,
      allowedSecrets: ['streamflix/*'],
      allowedImages: [
        'public.ecr.aws/docker/library/nginx',
        '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}',
        '{account}.dkr.ecr.{region}.amazonaws.com.cn/repository-{suffix}',
      ],
      synthesisTimeout: 60,
      operationTimeout: 90,
      retryTimeout: 1800,
      pollInterval: 500,
      refreshInterval: 60,
    });
  });

  it('take durations in every form Backstage does', () => {
    expect(
      read({
        regions: ['eu-west-2'],
        accounts: [{ id: '111122223333', name: 'video' }],
        aws: { endpoint: 'http://127.0.0.1:4566' },
        synthesis: { timeout: { seconds: 30 } },
        operation: { timeout: '2h' },
        refreshInterval: 'PT15S',
      }),
    ).toEqual({
      regions: ['eu-west-2'],
      accounts: [{ id: '111122223333', name: 'video' }],
      endpoint: 'http://127.0.0.1:4566',
      allowedSecrets: ['streamflix/*'],
      allowedImages: [
        'public.ecr.aws/docker/library/nginx',
        '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}',
        '{account}.dkr.ecr.{region}.amazonaws.com.cn/repository-{suffix}',
      ],
      synthesisTimeout: 30,
      operationTimeout: 120,
      retryTimeout: 1800,
      pollInterval: 500,
      refreshInterval: 15,
    });
  });

  it('limit secrets, images and roles', () => {
    expect(
      read({
        regions: ['eu-west-2'],
        secrets: { allow: ['video/*', 'shared'] },
        images: { allow: ['*'] },
        aws: {
          permissionsBoundary: 'platform/streamflix-boundary',
          executionRole: 'streamflix-cloudformation',
        },
      }),
    ).toMatchObject({
      allowedSecrets: ['video/*', 'shared'],
      allowedImages: ['*'],
      permissionsBoundary: 'platform/streamflix-boundary',
      executionRole: 'streamflix-cloudformation',
    });
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'a secret with a blank',
      { secrets: { allow: ['a b'] } },
      /secrets\.allow/,
    ],
    [
      'an image of any registry',
      { images: { allow: ['nginx*'] } },
      /images\.allow/,
    ],
    [
      'an unknown placeholder',
      { images: { allow: ['{zone}.example/*'] } },
      /images\.allow/,
    ],
    [
      'an ARN for a boundary',
      { aws: { permissionsBoundary: 'arn:aws:iam::111122223333:policy/x' } },
      /aws\.permissionsBoundary must be the name/,
    ],
    [
      'a boundary that environments could change',
      { aws: { permissionsBoundary: 'streamflix/boundary' } },
      /aws\.permissionsBoundary must not be under the path/,
    ],
    [
      'an ARN for a role',
      { aws: { executionRole: 'arn:aws:iam::111122223333:role/x' } },
      /aws\.executionRole must be the name/,
    ],
  ])('do not take %s', (_, settings, problem) => {
    expect(() => read({ regions: ['eu-west-2'], ...settings })).toThrow(
      problem,
    );
  });

  it('are refused with everything that is wrong with them', () => {
    expect(() =>
      read({
        regions: ['London'],
        accounts: [{ id: '123' }],
        aws: { endpoint: 'localhost' },
        staging: { bucket: 'Templates_{zone}' },
        refreshInterval: { seconds: 0 },
      }),
    ).toThrow(
      [
        'streamflix.regions: London is not an AWS region.',
        'streamflix.accounts: 123 is not an AWS account id of 12 digits.',
        'streamflix.aws.endpoint must be a URL such as http://127.0.0.1:4566, without credentials.',
        'streamflix.staging.bucket must be the name of an S3 bucket, such as templates-{account}-{region}; {account} and {region} are the only placeholders.',
        'streamflix.refreshInterval must be longer than nothing.',
      ].join(' '),
    );
  });

  it('say that the regions are missing, with or without a section', () => {
    for (const section of [undefined, {}, { regions: [] }]) {
      expect(() => read(section)).toThrow(
        'streamflix.regions must list the AWS regions environments may live in, such as eu-west-2.',
      );
    }
  });

  it('do not take an endpoint with a password, nor repeat it', () => {
    let said = '';
    try {
      read({
        regions: ['eu-west-2'],
        aws: { endpoint: 'https://me:hunter2@aws.example' },
      });
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain('without credentials');
    expect(said).not.toContain('hunter2');
  });
});
