import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSettings } from './readSettings';

const read = (streamflix?: JsonObject) =>
  readSettings(new ConfigReader(streamflix ? { streamflix } : {}));

describe('readSettings', () => {
  it('requires only the regions', () => {
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
      tagKeys: {},
      eventQueues: [],
      synthesisTimeout: 60,
      operationTimeout: 90,
      retryTimeout: 1800,
      pollInterval: 500,
      refreshInterval: 60,
    });
  });

  it('accepts durations in every form of Backstage', () => {
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
      tagKeys: {},
      eventQueues: [],
      synthesisTimeout: 30,
      operationTimeout: 120,
      retryTimeout: 1800,
      pollInterval: 500,
      refreshInterval: 15,
    });
  });

  it('reads the limits of secrets, images and roles', () => {
    expect(
      read({
        regions: ['eu-west-2'],
        secrets: { allow: ['video/*', 'shared'] },
        images: { allow: ['*'] },
        tags: { keys: { CostCenter: 'cost-center' } },
        aws: {
          permissionsBoundary: 'platform/streamflix-boundary',
          executionRole: 'streamflix-cloudformation',
        },
      }),
    ).toMatchObject({
      allowedSecrets: ['video/*', 'shared'],
      allowedImages: ['*'],
      tagKeys: { CostCenter: 'cost-center' },
      permissionsBoundary: 'platform/streamflix-boundary',
      executionRole: 'streamflix-cloudformation',
    });
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'a tag that the platform does not write',
      { tags: { keys: { Team: 'team' } } },
      /tags\.keys\.Team is none of/,
    ],
    [
      'a tag key that AWS reserves',
      { tags: { keys: { Owner: 'AWS:owner' } } },
      /tags\.keys\.Owner must be 1 to 128/,
    ],
    [
      'a tag key with a character that AWS does not allow',
      { tags: { keys: { Owner: 'owner#' } } },
      /tags\.keys\.Owner must be 1 to 128/,
    ],
    [
      'two tags whose keys differ only in case',
      { tags: { keys: { Owner: 'environment' } } },
      /gives two tags the key environment/,
    ],
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
  ])('refuses %s', (_, settings, problem) => {
    expect(() => read({ regions: ['eu-west-2'], ...settings })).toThrow(
      problem,
    );
  });

  it('reports every problem at once, and where it is', () => {
    expect(() =>
      read({
        regions: ['eu-west-2', 'London'],
        accounts: [
          { id: '111122223333' },
          { id: 111122223333 },
          { id: '123' },
          {},
        ],
        aws: { endpoint: 'localhost' },
        staging: { bucket: 'Templates_{zone}' },
        synthesis: { timeout: 60 },
        operation: { timeout: '90', retryTimeout: '-5m', pollInterval: {} },
        refreshInterval: { seconds: 0 },
      }),
    ).toThrow(
      [
        'streamflix.regions[1]: London is not an AWS region.',
        ...[1, 2, 3].map(
          index =>
            `streamflix.accounts[${index}].id must be an AWS account id of 12 digits, in quotes.`,
        ),
        'streamflix.aws.endpoint must be a URL such as http://127.0.0.1:4566, without credentials.',
        'streamflix.staging.bucket must be the name of an S3 bucket, such as templates-{account}-{region}; {account} and {region} are the only placeholders.',
        ...[
          'synthesis.timeout',
          'operation.timeout',
          'operation.retryTimeout',
          'operation.pollInterval',
          'refreshInterval',
        ].map(
          key =>
            `streamflix.${key} must be a duration longer than zero, such as { seconds: 90 }, 90s or PT90S.`,
        ),
      ].join(' '),
    );
  });

  it('reports missing regions, with or without a section', () => {
    for (const section of [undefined, {}, { regions: [] }]) {
      expect(() => read(section)).toThrow(
        'streamflix.regions must list the AWS regions environments may live in, such as eu-west-2.',
      );
    }
  });

  it('refuses an endpoint with a password, and does not repeat it', () => {
    let message = '';
    try {
      read({
        regions: ['eu-west-2'],
        aws: { endpoint: 'https://me:hunter2@aws.example' },
      });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('without credentials');
    expect(message).not.toContain('hunter2');
  });

  it('reads queues of events by ARN and URL, and reports all that are none', () => {
    const queues = [
      'arn:aws:sqs:eu-west-2:111122223333:streamflix-events',
      'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/events',
    ];
    const regions = ['eu-west-2'];
    expect(read({ regions, events: { queues } }).eventQueues).toEqual([
      {
        account: '111122223333',
        region: 'eu-west-2',
        name: 'streamflix-events',
        arn: queues[0],
        url: 'https://sqs.eu-west-2.amazonaws.com/111122223333/streamflix-events',
      },
      {
        account: '111122223333',
        region: 'cn-north-1',
        name: 'events',
        arn: 'arn:aws-cn:sqs:cn-north-1:111122223333:events',
        url: queues[1],
      },
    ]);
    const wrong = [
      'events',
      'http://169.254.169.254/111122223333/events',
      'https://sqs.eu-west-2.amazonaws.com.example.com/111122223333/events',
      'arn:aws:sqs:eu-west-2:111122223333:events.fifo',
    ];
    const message = (index: number) =>
      `streamflix.events.queues[${index}] must be the ARN of a standard SQS queue`;
    expect(() => read({ regions, events: { queues: wrong } })).toThrow(
      new RegExp(
        wrong
          .map((_, index) => message(index).replace(/[[\]]/g, '\\$&'))
          .join('.*'),
      ),
    );
    expect(() =>
      read({ regions, events: { queues: [queues[0], queues[0]] } }),
    ).toThrow(`streamflix.events.queues lists ${queues[0]} twice.`);
  });
});
