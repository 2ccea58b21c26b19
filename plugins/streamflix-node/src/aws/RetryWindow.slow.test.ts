import { ListObjectsV2Command, CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { Fault, LocalAws } from '@streamflix/local-aws';
import {
  destroy,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  account,
  accessTo,
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from './AwsAccess';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const created = {
  stacks: { 'streamflix-abc': 'CREATE_COMPLETE' },
  changeSets: [],
};

describe('an operation while AWS is unreachable', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ speed: 3000 }));
  });
  afterEach(() => aws.stop());

  const safe = inputOf('abc', { deletionProtection: true });

  const calls = [
    'CreateChangeSet',
    'ExecuteChangeSet',
    'UpdateTerminationProtection',
  ];
  const losses: Fault[] = calls.flatMap(operation => [
    // More often than the SDK retries.
    { kind: 'drop-connection', when: 'after', operation, times: 6 },
    { kind: 'fail-call', when: 'after', operation, times: 6 },
  ]);

  it.each(losses)(
    'does nothing twice when an answer is lost: $kind $operation',
    async fault => {
      const [id] = aws.faults.add(fault);
      const { outcome } = await planAndDeploy(access, safe);
      // When AWS has already done it, a read confirms this and the call is not repeated.
      expect(aws.faults.get(id)?.strikes).toBeGreaterThanOrEqual(5);
      expect(outcome.outcome).toBe('created');
      expect(await leftoversIn(access)).toEqual(created);
    },
  );

  it('destroys once when the answer is lost', async () => {
    await planAndDeploy(access, inputOf('abc'));
    aws.faults.add({
      kind: 'drop-connection',
      when: 'after',
      operation: 'DeleteStack',
      times: 6,
    });
    const ref = { account, region, suffix: 'abc' };
    expect(await destroy(access, { ref, token: 'gone' })).toMatchObject({
      outcome: 'destroyed',
    });
  });

  it('continues to follow while AWS is unreachable, and reports it once', async () => {
    const notices: string[] = [];
    let away = false;
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      onNotice: message => notices.push(message),
      onProgress() {
        if (away) return;
        away = true;
        aws.faults.add({ kind: 'go-away', seconds: 6 });
      },
    });
    expect(outcome.outcome).toBe('created');
    expect(notices).toEqual([
      expect.stringMatching(
        /^AWS is not responding \(AWS cannot be reached .* retrying for up to 30 min 0 s\.$/,
      ),
      expect.stringMatching(/^AWS is responding again after \d+ s\.$/),
    ]);
  });

  it('that AWS denies leaves nothing behind', async () => {
    aws.faults.add({ kind: 'deny', operation: 'ExecuteChangeSet' });
    await expect(planAndDeploy(access, inputOf('abc'))).rejects.toThrow(
      'AWS denies cloudformation:ExecuteChangeSet in account 000000000000, eu-central-1.',
    );
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });
});

describe('the preflight', () => {
  it('reports everything at once: a suffix, a secret, a version, and what could not be read', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'withdraw-version',
          engine: 'aurora-postgresql',
          version: '15.*',
        },
        { kind: 'deny', service: 'secretsmanager' },
      ],
    });
    const failure = await planReview(access, {
      input: inputOf('abc', { secrets: { apiKeys: ['streamflix/none'] } }),
      token: 'all',
    }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failure.split('\n')).toEqual([
      expect.stringMatching(/^API key secret 1 cannot be checked: AWS denies/),
      expect.stringMatching(
        /^AWS does not offer aurora-postgresql 15\.\d+ in eu-central-1, which DatabaseCluster is to have; it offers .*16\.\d+.*\. Choose one of these\.$/,
      ),
    ]);
    await aws.stop();
  });

  it('lets a running environment keep a version that was withdrawn since', async () => {
    const { aws, access } = await startAccess();
    await planAndDeploy(access, inputOf('abc'));
    aws.faults.add({
      kind: 'withdraw-version',
      engine: 'aurora-postgresql',
      version: '15.*',
    });
    const { outcome } = await planAndDeploy(
      access,
      inputOf('abc', { stream: { shards: 4 } }),
    );
    expect(outcome.outcome).toBe('updated');
    await aws.stop();
  });
});

describe('a large template', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  const apiKeys = Array.from(
    { length: 10 },
    (_, index) => `streamflix/${'long-name-'.repeat(48)}${index}`,
  );
  const input = inputOf('large', {
    blueprint: 'complete',
    secrets: { apiKeys },
  });
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    const { secretsManager, s3 } = await access.clients({ account, region });
    for (const Name of apiKeys) {
      await secretsManager.send(
        new CreateSecretCommand({ Name, SecretString: '{}' }),
      );
    }
    await s3.send(
      new CreateBucketCommand({
        Bucket: `templates-${account}-${region}`,
        CreateBucketConfiguration: { LocationConstraint: region },
      }),
    );
  });
  afterAll(() => aws.stop());

  const through = (bucket: string) =>
    accessTo(aws.url, { staging: { bucket } });
  const staged = async () => {
    const { s3 } = await access.clients({ account, region });
    const { KeyCount } = await s3.send(
      new ListObjectsV2Command({ Bucket: `templates-${account}-${region}` }),
    );
    return KeyCount;
  };

  it('is refused with what makes it large when there is no bucket for it', async () => {
    await expect(planReview(access, { input, token: 'none' })).rejects.toThrow(
      /^The environment is too large for one CloudFormation template: API key secrets \([\d,]+ bytes\)/,
    );
  });

  it('goes through the bucket, and does not stay there', async () => {
    const staging = through('templates-{account}-{region}');
    const { s3 } = await staging.clients({ account, region });
    const puts: object[] = [];
    s3.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          if (commandName === 'PutObjectCommand') puts.push(args.input);
          return next(args);
        },
      { step: 'initialize' },
    );
    const { outcome } = await planAndDeploy(staging, input);
    expect(outcome.outcome).toBe('created');
    expect(puts).toHaveLength(1);
    // The bucket's own configuration decides the encryption.
    expect(puts[0]).not.toHaveProperty('ServerSideEncryption');
    expect(await staged()).toBe(0);
  });

  it('does not stay in the bucket when the plan is refused', async () => {
    aws.faults.add({
      kind: 'deny',
      operation: 'CreateChangeSet',
    });
    await expect(
      planReview(through('templates-{account}-{region}'), {
        input: { ...input, stream: { shards: 4 } },
        token: 'denied',
      }),
    ).rejects.toThrow('AWS denies cloudformation:CreateChangeSet');
    aws.faults.clear();
    expect(await staged()).toBe(0);
  });

  it('is refused when the bucket cannot be used, and nothing is left', async () => {
    await expect(
      planReview(through('nowhere-{region}'), {
        input: { ...input, suffix: 'nowhere' },
        token: 'nowhere',
      }),
    ).rejects.toThrow(
      /^The template must go through the staging bucket nowhere-eu-central-1, which cannot be used: The specified bucket does not exist\. It must exist in eu-central-1 and belong to account 000000000000 \(streamflix\.staging\.bucket\)\.$/,
    );
    expect((await leftoversIn(access)).stacks).not.toHaveProperty(
      'streamflix-nowhere',
    );
  });
});
