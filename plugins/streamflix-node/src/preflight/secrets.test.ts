import {
  CreateSecretCommand,
  ListSecretsCommand,
} from '@aws-sdk/client-secrets-manager';
import type { LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { account, accessTo, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { listSecretNames } from './secrets';

const target = { account, region: 'eu-central-1' };
const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  const { secretsManager } = await access.clients(target);
  for (const Name of ['payments/prod/master-key', 'team/streamflix-keys']) {
    await secretsManager.send(
      new CreateSecretCommand({ Name, SecretString: 'x' }),
    );
  }
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

const allowing = (...allow: string[]) =>
  accessTo(aws.url, { secrets: { allow } });

describe('listSecretNames', () => {
  it('lists the names an environment may use and no others, and reads no value', async () => {
    expect(await listSecretNames(access, target)).toEqual({
      names: [
        'streamflix/api-keys',
        'streamflix/database',
        'streamflix/database-replica',
      ],
      truncated: false,
    });
    expect(recorder.counts()).toEqual({ 'secretsmanager:ListSecrets': 1 });
  });

  it.each([
    [['*/streamflix-*'], ['team/streamflix-keys']],
    [
      ['team/*', 'payments/prod/master-key'],
      ['payments/prod/master-key', 'team/streamflix-keys'],
    ],
    [['nothing/*'], []],
    [[], []],
  ])('applies the patterns %j as they are configured', async (allow, names) => {
    expect(await listSecretNames(allowing(...allow), target)).toEqual({
      names,
      truncated: false,
    });
  });

  it('reads at most 10 pages, and reports that there are more', async () => {
    const many = allowing('many/*');
    const { secretsManager } = await many.clients(target);
    const send = jest
      .spyOn(secretsManager, 'send')
      .mockImplementation((command: unknown) => {
        const { NextToken = '0' } = (command as ListSecretsCommand).input;
        const page = Number(NextToken);
        return Promise.resolve({
          SecretList: Array.from({ length: 100 }, (_, i) => ({
            Name: `many/${page * 100 + i}`,
          })),
          NextToken: String(page + 1),
        }) as never;
      });
    const { names, truncated } = await listSecretNames(many, target);
    expect(names).toHaveLength(1000);
    expect(truncated).toBe(true);
    expect(send).toHaveBeenCalledTimes(10);
  });
});
