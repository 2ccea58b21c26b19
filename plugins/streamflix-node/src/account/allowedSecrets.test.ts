import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { LocalAws } from '@streamflix/local-aws';
import limitConcurrency from 'p-limit';
import { account, accessTo, startAccess } from '../__testUtils__/startAccess';
import { allowedSecrets } from './allowedSecrets';

// It creates more secrets than are read.
jest.setTimeout(60_000);

const target = { account, region: 'eu-central-1' };

describe('the check of secrets', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    const started = await startAccess();
    aws = started.aws;
    const { secretsManager } = await started.access.clients(target);
    const fewAtATime = limitConcurrency(20);
    await Promise.all(
      Array.from({ length: 1_001 }, (_, index) =>
        fewAtATime(() =>
          secretsManager.send(
            new CreateSecretCommand({
              Name: `payments/${index}`,
              SecretString: 'x',
            }),
          ),
        ),
      ),
    );
  });
  afterAll(() => aws.stop());

  async function check(pattern: string) {
    const access = accessTo(aws.url, { secrets: { allow: [pattern] } });
    const clients = await access.clients(target);
    return allowedSecrets.run({ access, clients, target, environments: 1 });
  }

  it('finds the allowed ones among more than 1,000 others', async () => {
    expect(await check('streamflix/*')).toMatchObject([
      { state: 'ok', message: expect.stringMatching(/^\d secrets allowed: /) },
    ]);
  });

  it('does not say that none is allowed when it did not read all', async () => {
    expect(await check('*/shared-database')).toEqual([
      {
        state: 'unknown',
        message:
          'The account has many secrets, and environments may use none of those that were read (*/shared-database).',
      },
    ]);
  });
});
