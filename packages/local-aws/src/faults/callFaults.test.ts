import {
  CloudWatchClient,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  APIGatewayClient,
  GetAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { ControlRoute } from '../__testUtils__/ControlRoute';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig } from '../__testUtils__/seed';

const TemplateBody = JSON.stringify({
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
});

/** Node's messages for a connection that breaks or is refused. */
const LOST = /socket hang up|ECONNRESET|ECONNREFUSED/;

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('faults of calls', () => {
  let aws: LocalAws;
  let control: ControlRoute;
  let cloudFormation: CloudFormationClient;
  let ecs: ECSClient;
  let sts: STSClient;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
    control = new ControlRoute(aws.url);
    const config = clientConfig(aws.url);
    cloudFormation = new CloudFormationClient(config);
    ecs = new ECSClient(config);
    sts = new STSClient(config);
  });
  afterEach(() => control.put());
  afterAll(() => aws.stop());

  /** The error that a client of each protocol receives. */
  const answers = async () => {
    const config = clientConfig(aws.url);
    const calls = {
      query: () => cloudFormation.send(new ListStacksCommand({})),
      json: () => ecs.send(new ListClustersCommand({})),
      cloudWatch: () =>
        new CloudWatchClient(config).send(new DescribeAlarmsCommand({})),
      restJson: () =>
        new APIGatewayClient(config).send(new GetAccountCommand({})),
      restXml: () =>
        new S3Client(config).send(
          new ListObjectsV2Command({ Bucket: 'templates' }),
        ),
    };
    return Object.fromEntries(
      await Promise.all(
        Object.entries(calls).map(async ([name, call]) => {
          const error = await call().then(
            () => ({ name: 'none', $metadata: { httpStatusCode: 200 } }),
            failure => failure,
          );
          return [name, `${error.name} ${error.$metadata.httpStatusCode}`];
        }),
      ),
    );
  };

  const list = () => cloudFormation.send(new ListStacksCommand({}));
  const isThrottled = () =>
    list().then(
      () => false,
      error => error.name === 'Throttling',
    );

  describe('throttle', () => {
    it('refuses calls with the error of each protocol', async () => {
      await control.put({ kind: 'throttle' });
      expect(await answers()).toEqual({
        query: 'Throttling 400',
        json: 'ThrottlingException 400',
        cloudWatch: 'ThrottlingException 400',
        restJson: 'TooManyRequestsException 429',
        restXml: 'SlowDown 503',
      });
      await expect(list()).rejects.toThrow('Rate exceeded');
    });

    it('affects a percentage of calls, the same ones with the same seed', async () => {
      const run = async (seed: number) => {
        await control.put({ kind: 'throttle', percent: 30, seed });
        const calls: boolean[] = [];
        for (let call = 0; call < 60; call++) calls.push(await isThrottled());
        return calls;
      };
      const first = await run(7);
      const share = first.filter(Boolean).length;
      expect(share).toBeGreaterThan(6);
      expect(share).toBeLessThan(34);
      expect(await run(7)).toEqual(first);
      expect(await run(8)).not.toEqual(first);
    });

    it('affects only calls that match its patterns, as often as allowed', async () => {
      await control.put({
        kind: 'throttle',
        service: 'cloudformation',
        operation: 'List*',
        region: 'eu-*',
        times: 2,
        fromAttempt: 2,
      });
      await ecs.send(new ListClustersCommand({}));
      await cloudFormation.send(new DescribeStacksCommand({}));
      const elsewhere = new CloudFormationClient(
        clientConfig(aws.url, 'us-east-1'),
      );
      await elsewhere.send(new ListStacksCommand({}));
      expect([
        await isThrottled(),
        await isThrottled(),
        await isThrottled(),
        await isThrottled(),
      ]).toEqual([false, true, true, false]);
      expect(await control.strikes()).toEqual([2]);
    });

    it('is active between two moments of simulated time', async () => {
      const now = await control.now();
      await control.put(
        { kind: 'throttle', from: now + 1e6 },
        { kind: 'throttle', until: now / 2 },
      );
      expect(await isThrottled()).toBe(false);
      await control.put({ kind: 'throttle', from: now / 2, until: now + 1e6 });
      expect(await isThrottled()).toBe(true);
    });
  });

  describe('fail-call', () => {
    it('returns an error of AWS', async () => {
      await control.put(
        { kind: 'fail-call', times: 5 },
        {
          kind: 'fail-call',
          status: 503,
        },
      );
      expect(await answers()).toEqual({
        query: 'InternalFailure 500',
        json: 'InternalFailure 500',
        cloudWatch: 'InternalFailure 500',
        restJson: 'InternalFailure 500',
        restXml: 'InternalError 500',
      });
      expect(await answers()).toMatchObject({
        query: 'ServiceUnavailable 503',
        json: 'ServiceUnavailable 503',
        restXml: 'ServiceUnavailable 503',
      });
    });

    const plan = (StackName: string) =>
      cloudFormation.send(
        new CreateChangeSetCommand({
          StackName,
          ChangeSetName: 'plan',
          ChangeSetType: 'CREATE',
          ClientToken: 'same',
          TemplateBody,
        }),
      );
    const isPlanned = (StackName: string) =>
      cloudFormation
        .send(
          new DescribeChangeSetCommand({ StackName, ChangeSetName: 'plan' }),
        )
        .then(
          () => true,
          () => false,
        );

    it('has no effect when the call fails before it takes effect', async () => {
      await control.put({
        kind: 'fail-call',
        operation: 'CreateChangeSet',
        times: 1,
      });
      await expect(plan('before')).rejects.toThrow('unknown error');
      expect(await isPlanned('before')).toBe(false);
    });

    it('hides the effect when the call fails after it took effect', async () => {
      await control.put({
        kind: 'fail-call',
        operation: 'CreateChangeSet',
        stack: 'after',
        when: 'after',
        times: 1,
      });
      await expect(plan('after')).rejects.toThrow('unknown error');
      expect(await isPlanned('after')).toBe(true);
      expect((await plan('after')).Id).toContain('changeSet/plan');
    });

    it('ignores a call that AWS refuses itself', async () => {
      await control.put({ kind: 'fail-call', when: 'after' });
      await expect(
        cloudFormation.send(new DescribeStacksCommand({ StackName: 'absent' })),
      ).rejects.toThrow('Stack with id absent does not exist');
      expect(await control.strikes()).toEqual([0]);
    });

    it.each(['before', 'after'] as const)(
      'is no different when the connection is dropped %s the effect, but for the answer',
      async when => {
        await control.put({
          kind: 'drop-connection',
          operation: 'CreateChangeSet',
          when,
          times: 1,
        });
        const failure = await plan(`dropped-${when}`).catch(error => error);
        expect(String(failure)).toMatch(LOST);
        expect(await isPlanned(`dropped-${when}`)).toBe(when === 'after');
        expect(await control.strikes()).toEqual([1]);
      },
    );
  });

  it('drop-connection also breaks a stream of HTTP/2', async () => {
    const kinesis = new KinesisClient(clientConfig(aws.url));
    await control.put({
      kind: 'drop-connection',
      service: 'kinesis',
      times: 1,
    });
    await expect(kinesis.send(new ListStreamsCommand({}))).rejects.toThrow();
    expect(await control.strikes()).toEqual([1]);
    expect(
      (await kinesis.send(new ListStreamsCommand({}))).StreamNames,
    ).toEqual([]);
    kinesis.destroy();
  });

  it('limits by stack include a change set that is named only by its ARN', async () => {
    const { Id } = await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'by-arn',
        ChangeSetName: 'plan',
        ChangeSetType: 'CREATE',
        TemplateBody,
      }),
    );
    await control.put({ kind: 'deny', stack: 'by-*' });
    await expect(
      cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id })),
    ).rejects.toThrow(':stack/by-arn/*');
    await list();
  });

  it('slow-call delays a call', async () => {
    await control.put({
      kind: 'slow-call',
      service: 'sts',
      seconds: 60,
      times: 1,
    });
    const impatient = AbortSignal.timeout(300);
    await expect(
      sts.send(new GetCallerIdentityCommand({}), { abortSignal: impatient }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await list();
    expect(
      (await sts.send(new GetCallerIdentityCommand({}))).Account,
    ).toBeDefined();
  });

  describe('expire-credentials', () => {
    const assume = async () => {
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::000000000000:role/deployer',
          RoleSessionName: 'test',
        }),
      );
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      };
    };

    it('expires the session, but neither the long-term key nor a new session', async () => {
      const config = clientConfig(aws.url);
      const credentials = await assume();
      const client = new CloudFormationClient({ ...config, credentials });
      await client.send(new ListStacksCommand({}));
      await control.put({ kind: 'expire-credentials' });
      await expect(
        client.send(new ListStacksCommand({})),
      ).rejects.toMatchObject({
        name: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        $metadata: { httpStatusCode: 403 },
      });
      await expect(
        new ECSClient({ ...config, credentials }).send(
          new ListClustersCommand({}),
        ),
      ).rejects.toMatchObject({
        name: 'ExpiredTokenException',
        $metadata: { httpStatusCode: 400 },
      });
      const renewed = new CloudFormationClient({
        ...config,
        credentials: await assume(),
      });
      await renewed.send(new ListStacksCommand({}));
      expect(await control.strikes()).toEqual([2]);
    });

    it('starts at a moment of simulated time', async () => {
      const client = new CloudFormationClient({
        ...clientConfig(aws.url),
        credentials: await assume(),
      });
      const call = () => client.send(new ListStacksCommand({}));
      const moment = (await control.now()) + 3000;
      await control.put({ kind: 'expire-credentials', from: moment });
      const failure = async () => {
        for (;;) {
          const error = await call().then(
            () => undefined,
            reason => reason,
          );
          if (error) return error;
        }
      };
      expect(await failure()).toMatchObject({ name: 'ExpiredToken' });
      expect(await control.now()).toBeGreaterThanOrEqual(moment);
    });

    it('expires a long-term key that is named', async () => {
      await control.put({
        kind: 'expire-credentials',
        accessKeyId: clientConfig(aws.url).credentials.accessKeyId,
      });
      await expect(list()).rejects.toMatchObject({ name: 'ExpiredToken' });
      const other = new CloudFormationClient({
        ...clientConfig(aws.url),
        credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' },
      });
      await other.send(new ListStacksCommand({}));
    });
  });

  describe('deny', () => {
    it('refuses an action with the message of IAM', async () => {
      await control.put({ kind: 'deny' });
      expect(await answers()).toEqual({
        query: 'AccessDenied 403',
        json: 'AccessDeniedException 400',
        cloudWatch: 'AccessDeniedException 400',
        restJson: 'AccessDeniedException 403',
        restXml: 'AccessDenied 403',
      });
      await expect(
        cloudFormation.send(new DescribeStacksCommand({ StackName: 'demo' })),
      ).rejects.toThrow(
        'User: arn:aws:iam::000000000000:user/local-aws is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:eu-west-2:000000000000:stack/demo/* because no identity-based policy allows the cloudformation:DescribeStacks action',
      );
    });

    it('names a service control policy', async () => {
      await control.put({
        kind: 'deny',
        service: 'ecs',
        policy: 'service control',
        explicit: true,
      });
      await expect(ecs.send(new ListClustersCommand({}))).rejects.toThrow(
        'is not authorized to perform: ecs:ListClusters on resource: * with an explicit deny in a service control policy',
      );
    });
  });

  describe('go-away', () => {
    const isHeard = () =>
      list().then(
        () => true,
        error => {
          if (!LOST.test(String(error))) throw error;
          return false;
        },
      );
    const untilHeard = async () => {
      for (;;) {
        if (await isHeard()) return;
        await new Promise(done => setTimeout(done, 20));
      }
    };

    it('refuses every connection for a time', async () => {
      await cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: 'kept',
          ChangeSetName: 'plan',
          ChangeSetType: 'CREATE',
          TemplateBody,
        }),
      );
      const [{ id }] = await control.put({ kind: 'go-away', seconds: 0.5 });
      while (await isHeard());
      await untilHeard();
      expect(await control.list()).toMatchObject([{ id, strikes: 1 }]);
      const { Stacks } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: 'kept' }),
      );
      expect(Stacks?.[0].StackStatus).toBe('REVIEW_IN_PROGRESS');
    });

    it('can be triggered by a call', async () => {
      await control.put({
        kind: 'go-away',
        seconds: 0.3,
        operation: 'CreateChangeSet',
        when: 'after',
        times: 1,
      });
      await list();
      const failure = await cloudFormation
        .send(
          new CreateChangeSetCommand({
            StackName: 'gone',
            ChangeSetName: 'plan',
            ChangeSetType: 'CREATE',
            TemplateBody,
          }),
        )
        .catch(error => error);
      expect(String(failure)).toMatch(LOST);
      expect(await isHeard()).toBe(false);
      await untilHeard();
      await cloudFormation.send(
        new DescribeStacksCommand({ StackName: 'gone' }),
      );
    });

    it('ends when local AWS stops', async () => {
      const other = await startLocalAws({
        faults: [{ kind: 'go-away', seconds: 3000 }],
      });
      const { port } = new URL(other.url);
      for (;;) {
        const isThere = await fetch(`${other.url}/_local-aws/health`).then(
          () => true,
          () => false,
        );
        if (!isThere) break;
      }
      await other.stop();
      const next = await startLocalAws({ port: Number(port) });
      expect(next.url).toBe(other.url);
      await next.stop();
    });
  });
});
