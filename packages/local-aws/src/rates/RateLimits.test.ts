import { APIGatewayClient, GetStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  DescribeStreamSummaryCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { clientConfig } from '../__testUtils__/seed';
import { startLocalAws } from '../server/startLocalAws';
import { buckets } from './apiRates.json';
import { rateIds, RateLimits, ratesOf } from './RateLimits';

const call = (service: string, operation: string, region = 'eu-west-2') => ({
  service,
  operation,
  region,
  accountId: '000000000000',
});

describe('the rates of APIs', () => {
  it('accept a burst, then as many calls per second as are refilled', () => {
    let now = 0;
    const limits = new RateLimits({}, () => now);
    const describeStacks = call('cloudformation', 'DescribeStacks');
    const accepted = (calls: number) =>
      Array.from({ length: calls }, () =>
        limits.accepts(describeStacks),
      ).filter(Boolean).length;
    expect(accepted(20)).toBe(10);
    now += 1_000;
    expect(accepted(20)).toBe(5);
    now += 60_000;
    expect(accepted(20)).toBe(10);
  });

  it('hold for each account and region, and for API Gateway for the account', () => {
    const limits = new RateLimits({}, () => 0);
    const accepted = (service: string, operation: string, region: string) =>
      Array.from({ length: 50 }, () =>
        limits.accepts(call(service, operation, region)),
      ).filter(Boolean).length;
    expect(accepted('kinesis', 'DescribeStreamSummary', 'eu-west-1')).toBe(20);
    expect(accepted('kinesis', 'DescribeStreamSummary', 'us-east-1')).toBe(20);
    expect(accepted('apigateway', 'GetStage', 'eu-west-1')).toBe(40);
    expect(accepted('apigateway', 'GetApi', 'us-east-1')).toBe(0);
  });

  it('are shared by operations where AWS says so, and else hold for each', () => {
    const key = (service: string, operation: string) =>
      ratesOf(call(service, operation))[0].key;
    expect(key('ecs', 'DescribeServices')).toBe(key('ecs', 'ListServices'));
    expect(key('cloudformation', 'GetTemplate')).not.toBe(
      key('cloudformation', 'ListStackResources'),
    );
  });

  it('count in two buckets where a service limits all of its calls as well', () => {
    const ids = ratesOf(call('apigateway', 'UpdateAccount')).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['apigateway.UpdateAccount', 'apigateway.total']);
  });

  it('can be replaced by id', () => {
    const rate = { burst: 1, perSecond: 1 };
    const limits = new RateLimits({ 'ecs.serviceRead': rate }, () => 0);
    expect(limits.accepts(call('ecs', 'DescribeServices'))).toBe(true);
    expect(limits.accepts(call('ecs', 'DescribeServices'))).toBe(false);
  });

  it('have ids of their own, and a source unless they are assumed', () => {
    expect(new Set(rateIds).size).toBe(rateIds.length);
    const unsourced = buckets.filter(
      bucket => !('source' in bucket) && bucket.mark !== 'assumed',
    );
    expect(unsourced).toEqual([]);
  });
});

describe('a call above the rate of its API', () => {
  it('is answered as by each service', async () => {
    const none = { burst: 0, perSecond: 0 };
    const { url, stop } = await startLocalAws({
      rates: {
        'cfn.DescribeStacks': none,
        'ecs.serviceRead': none,
        'kinesis.DescribeStreamSummary': none,
        'apigateway.total': none,
      },
    });
    const config = { ...clientConfig(url), maxAttempts: 1 };
    const stage = { restApiId: 'a', stageName: 'b' };
    const answers = await Promise.allSettled([
      new CloudFormationClient(config).send(new DescribeStacksCommand({})),
      new ECSClient(config).send(
        new DescribeServicesCommand({ services: ['a'] }),
      ),
      new KinesisClient(config).send(
        new DescribeStreamSummaryCommand({ StreamName: 'a' }),
      ),
      new APIGatewayClient(config).send(new GetStageCommand(stage)),
    ]);
    await stop();
    expect(
      answers.map(answer => answer.status === 'rejected' && answer.reason.name),
    ).toEqual([
      'Throttling',
      'ThrottlingException',
      'LimitExceededException',
      'TooManyRequestsException',
    ]);
  });
});
