import {
  CloudWatchClient,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig } from '../__testUtils__/seed';

/** Requests that no SDK would send, hence without an SDK. */
describe('wire protocols of local AWS', () => {
  let localAws: LocalAws;

  beforeAll(async () => {
    localAws = await startLocalAws();
  });
  afterAll(() => localAws.stop());

  const signed = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-2/${service}/aws4_request, SignedHeaders=host, Signature=00`;

  const call = (
    path: string,
    init: RequestInit & { service?: string } = {},
  ) => {
    const { service, headers, ...rest } = init;
    return fetch(`${localAws.url}${path}`, {
      ...rest,
      headers: {
        ...(service ? { authorization: signed(service) } : {}),
        ...Object.fromEntries(new Headers(headers)),
      },
    });
  };

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const json = (target: string) => ({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
  });

  describe('without credentials', () => {
    it('refuses Query with an XML error', async () => {
      const response = await call('/', {
        method: 'POST',
        headers: form,
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
      });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain(
        '<Code>MissingAuthenticationToken</Code>',
      );
    });

    it('refuses JSON with a JSON error', async () => {
      const response = await call('/', {
        method: 'POST',
        headers: json('secretsmanager.ListSecrets'),
        body: '{}',
      });
      expect(response.headers.get('x-amzn-errortype')).toBe(
        'MissingAuthenticationTokenException',
      );
      expect(await response.json()).toMatchObject({
        __type: 'MissingAuthenticationTokenException',
      });
    });

    it('refuses API Gateway and S3 with their own errors', async () => {
      const api = await call('/restapis');
      expect([api.status, api.headers.get('x-amzn-errortype')]).toEqual([
        403,
        'MissingAuthenticationTokenException',
      ]);
      const bucket = await call('/bucket/key');
      expect(bucket.status).toBe(403);
      expect(await bucket.text()).toContain('<Code>AccessDenied</Code>');
    });
  });

  describe('an operation that does not exist', () => {
    it('is named in the error of Query', async () => {
      const response = await call('/', {
        service: 'rds',
        method: 'POST',
        headers: form,
        body: 'Action=MakeCoffee&Version=2014-10-31',
      });
      expect(response.status).toBe(400);
      const body = await response.text();
      expect(body).toContain('<Code>InvalidAction</Code>');
      expect(body).toContain(
        'Could not find operation MakeCoffee for version 2014-10-31',
      );
      expect(body).toContain(
        'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"',
      );
      expect(body).toContain(
        `<RequestId>${response.headers.get('x-amzn-requestid')}</RequestId>`,
      );
    });

    it('is reported as missing in Query', async () => {
      const response = await call('/', {
        service: 'rds',
        method: 'POST',
        headers: form,
        body: 'Version=2014-10-31',
      });
      expect(await response.text()).toContain('<Code>MissingAction</Code>');
    });

    it('is named in the error of JSON, also when JavaScript objects have that member', async () => {
      for (const operation of ['MakeCoffee', 'constructor']) {
        const response = await call('/', {
          service: 'ecs',
          method: 'POST',
          headers: json(`AmazonEC2ContainerServiceV20141113.${operation}`),
          body: '{}',
        });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({
          __type: 'UnknownOperationException',
          message: expect.stringContaining(operation),
        });
      }
    });

    it('is named in the error of REST, also for a subresource of an object', async () => {
      const api = await call('/restapis/x/coffee', { service: 'apigateway' });
      expect(await api.json()).toMatchObject({
        message: 'There is no operation at GET /restapis/x/coffee.',
      });
      const acl = await call('/bucket/key?acl', { service: 's3' });
      expect(acl.status).toBe(501);
      expect(await acl.text()).toContain('GET /bucket/key?acl');
    });

    it('is distinguished from an unknown service', async () => {
      const response = await call('/', {
        service: 'quicksight',
        method: 'POST',
        headers: json('QuickSight.ListUsers'),
        body: '{}',
      });
      expect(response.status).toBe(501);
      expect(await response.json()).toMatchObject({
        message: expect.stringContaining(
          'does not imitate the service "quicksight"',
        ),
      });
    });
  });

  it('refuse a body that cannot be parsed', async () => {
    const bad = { method: 'POST', body: '{not json' };
    const asJson = await call('/', {
      ...bad,
      service: 'ecs',
      headers: json('AmazonEC2ContainerServiceV20141113.ListClusters'),
    });
    expect(await asJson.json()).toMatchObject({
      __type: 'SerializationException',
    });
  });

  it('refuse a body above the size limit', async () => {
    const response = await call('/', {
      service: 'kinesis',
      method: 'POST',
      headers: json('Kinesis_20131202.ListStreams'),
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      __type: 'RequestEntityTooLarge',
    });
  });

  it('serve one service in Query or in JSON, as the client requests', async () => {
    const asQuery = await call('/', {
      service: 'monitoring',
      method: 'POST',
      headers: form,
      body: 'Action=DescribeAlarms&Version=2010-08-01',
    });
    expect(await asQuery.text()).toContain('<DescribeAlarmsResult>');
    const asJson = await call('/', {
      service: 'monitoring',
      method: 'POST',
      headers: json('GraniteServiceVersion20100801.DescribeAlarms'),
      body: '{}',
    });
    expect(await asJson.json()).toEqual({
      CompositeAlarms: [],
      MetricAlarms: [],
    });
  });

  it('return the error codes of Query to clients that request them', async () => {
    const client = new CloudWatchClient(clientConfig(localAws.url));
    await expect(
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [],
          StartTime: new Date(0),
          EndTime: new Date(),
        }),
      ),
      // The SDK maps the code `MissingParameter` in the header to this class.
    ).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
  });

  it('accept credentials in a presigned URL', async () => {
    const credential = encodeURIComponent(
      'AKIATEST/20260101/eu-west-2/sts/aws4_request',
    );
    const response = await call(
      `/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=${credential}`,
    );
    expect(await response.text()).toContain('<Account>000000000000</Account>');
  });

  it('mark every response with a header', async () => {
    const response = await call('/nothing');
    expect(response.headers.get('x-local-aws')).toBe('true');
  });
});
