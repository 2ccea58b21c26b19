import { policySet } from './policySet';
import type { PolicySetOptions } from './PolicySetOptions';

// One test synthesises in a process of its own.
jest.setTimeout(60_000);

const account = '111122223333';
const limited = { account, permissionsBoundary: 'streamflix-boundary' };

const synthesize = () =>
  Promise.reject(new Error('No template is made for options that are wrong.'));

describe('policySet', () => {
  it.each<[PolicySetOptions, string]>([
    [{ account: '12' }, '--account must be an AWS account id of 12 digits.'],
    [
      { permissionsBoundary: 'streamflix-boundary' },
      '--permissions-boundary needs --account: its ARN contains the account.',
    ],
    [
      { account, permissionsBoundary: 'streamflix/boundary' },
      '--permissions-boundary must not be under the path /streamflix/: StreamFlix can change everything there.',
    ],
    [
      { account, permissionsBoundary: 'arn:aws:iam::1:policy/x' },
      '--permissions-boundary must be a name with its path and without its ARN, such as streamflix-boundary.',
    ],
    [
      { ...limited, executionRole: 'streamflix/role' },
      '--execution-role must not be under the path /streamflix/: StreamFlix can change everything there.',
    ],
    [
      { ...limited, executionRole: '/role' },
      '--execution-role must be a name with its path and without its ARN, such as streamflix-cloudformation.',
    ],
    [
      { executionRole: 'role' },
      '--execution-role needs --account: its ARN contains the account.',
    ],
    [
      { ...limited, trust: '*' },
      '--trust must be the ARN of a role or user, such as arn:aws:iam::111122223333:role/backstage.',
    ],
    [
      { ...limited, externalId: 'abc' },
      '--external-id needs --trust: both are part of the trust policy.',
    ],
    [
      {
        ...limited,
        trust: 'arn:aws:iam::111122223333:role/backstage',
        externalId: 'a b',
      },
      '--external-id must have 2 to 1224 letters, digits or any of _+=,.@:/-.',
    ],
    [
      { ...limited, allowSecrets: ['{"a":1}'] },
      '--allow-secrets must list names of secrets, such as streamflix/*; * stands for any characters.',
    ],
    [
      { ...limited, allowImages: ['nginx latest'] },
      '--allow-images must list registry and repository without a tag, such as {account}.dkr.ecr.{region}.amazonaws.com/video/*.',
    ],
  ])('refuses %j', async (options, message) => {
    await expect(policySet('complete', options, synthesize)).rejects.toThrow(
      expect.objectContaining({ name: 'InputError', message }),
    );
  });

  it('refuses all that is wrong at once', async () => {
    const options = { account: '12', trust: '*', eventQueues: ['mine'] };
    const refusal = policySet('nothing', options, synthesize);
    await expect(refusal).rejects.toThrow(
      [
        'Blueprint must be one of media-processing, content-delivery, video-pipeline, broadcast, complete.',
        '--account must be an AWS account id of 12 digits.',
        '--trust must be the ARN of a role or user, such as arn:aws:iam::111122223333:role/backstage.',
        '--event-queues must list ARNs of SQS queues, such as arn:aws:sqs:eu-west-2:111122223333:streamflix-events.',
      ].join('\n'),
    );
  });

  it('refuses a secret that is not allowed', async () => {
    await expect(
      policySet('complete', {
        ...limited,
        set: ['secrets.database=payments/key'],
      }),
    ).rejects.toThrow(
      'A secret in --set is not among the allowed ones (streamflix/*). Allow it with --allow-secrets.',
    );
  });
});
