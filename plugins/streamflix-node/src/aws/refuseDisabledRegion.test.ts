import {
  AwsError as LocalAwsError,
  type Fault,
  type LocalAws,
} from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import { RunningStack } from '../cloudformation/RunningStack';
import { AwsError } from './AwsError';
import { RefusedError } from './RefusedError';

describe('a region that the account has to enable', () => {
  let aws: LocalAws;
  afterEach(() => aws.stop());

  async function failureIn(
    region: string,
    options: Parameters<typeof startAccess>[0],
  ): Promise<unknown> {
    const started = await startAccess(options);
    aws = started.aws;
    const ref = { account, region, suffix: 'abc' };
    return new RunningStack(started.access, ref)
      .stack()
      .then(stack => ({ stack }))
      .catch((error: unknown) => error);
  }
  /** Answers calls in some regions as AWS does when it does not know the credentials, or in words of its own. */
  const answering = (message: string, regions: readonly string[]) => ({
    beforeCall: (
      _service: string,
      _operation: string,
      { region }: { region: string },
    ) => {
      if (!regions.includes(region)) return;
      throw new LocalAwsError('InvalidClientTokenId', message, 403);
    },
  });

  it('is refused by name while it is not enabled', async () => {
    const failure = await failureIn('eu-south-2', { account: 'fresh' });
    expect(failure).toBeInstanceOf(RefusedError);
    expect(failure).toMatchObject({
      problems: [
        {
          path: 'region',
          message:
            'Region eu-south-2 is not enabled in account 000000000000. Enable the region in the account’s settings and wait until it is enabled, which takes minutes to hours; or choose another region.',
        },
      ],
    });
  });

  const denied = { kind: 'deny', operation: 'DescribeRegions' } as const;

  it('is not called disabled where AWS may not be asked', async () => {
    const failure = await failureIn('eu-south-2', {
      account: 'fresh',
      faults: [denied],
    });
    expect(failure).toMatchObject({
      problems: [
        {
          path: 'region',
          message: expect.stringMatching(
            /^Region eu-south-2 is not enabled in account 000000000000, or the credentials are not valid there: AWS accepts them in us-east-1/,
          ),
        },
      ],
    });
  });

  it('is not called disabled when it is enabled, and refuses session tokens of another region', async () => {
    const failure = await failureIn('eu-south-2', {
      faults: [answering('No.', ['eu-south-2'])],
    });
    expect(failure).toMatchObject({
      problems: [
        {
          path: 'region',
          message: expect.stringMatching(
            /^Account 000000000000 has enabled eu-south-2, but it refuses credentials that us-east-1 accepts: .*AWS_STS_REGIONAL_ENDPOINTS=regional/,
          ),
        },
      ],
    });
  });

  it('is used once it is enabled', async () => {
    expect(await failureIn('eu-south-2', {})).toEqual({ stack: undefined });
  });

  it('is not blamed for credentials that are valid nowhere', async () => {
    const failure = await failureIn('eu-south-2', {
      faults: [answering('No.', ['eu-south-2', 'us-east-1'])],
    });
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ kind: 'credentials' });
  });

  it('is refused at once when AWS reports it', async () => {
    const failure = await failureIn('eu-south-2', {
      faults: [
        answering('STS is not activated in this region for account:1.', [
          'eu-south-2',
          'us-east-1',
        ]),
      ],
    });
    expect(failure).toMatchObject({
      problems: [
        { message: expect.stringMatching(/^Region eu-south-2 is not enabled/) },
      ],
    });
  });
});

describe('a region that a policy denies', () => {
  let aws: LocalAws;
  afterEach(() => aws.stop());

  async function failureIn(region: string, fault: Fault) {
    const started = await startAccess({ faults: [fault] });
    aws = started.aws;
    return new RunningStack(started.access, { account, region, suffix: 'abc' })
      .stack()
      .catch((error: unknown) => error);
  }
  const scp = {
    kind: 'deny',
    policy: 'service control',
    explicit: true,
  } as const;

  it('is refused by name', async () => {
    const failure = await failureIn('eu-west-3', {
      ...scp,
      region: 'eu-west-3',
    });
    expect(failure).toBeInstanceOf(RefusedError);
    expect(failure).toMatchObject({
      problems: [
        {
          path: 'region',
          message:
            'A policy denies calls in eu-west-3 that it allows in us-east-1, such as a service control policy of the organization that limits the regions of account 000000000000. Choose another region, or ask who administers the organization.',
        },
      ],
    });
  });

  it.each([
    ['only one call is denied', { operation: 'DescribeStacks' }],
    ['everything is denied everywhere', {}],
  ])('is not blamed when %s', async (_, limits) => {
    const failure = await failureIn('eu-west-3', { ...scp, ...limits });
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ kind: 'denied' });
  });
});
