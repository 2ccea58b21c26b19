import { XMLParser } from 'fast-xml-parser';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { REGION, seed } from '../__testUtils__/seed';

/** Services that are only partly imitated. The product does not call them, so their SDK clients are not installed. */
describe('EC2, SSM and Logs of local AWS', () => {
  let localAws: LocalAws;

  beforeAll(async () => {
    localAws = await startLocalAws();
    const { world } = localAws;
    seed(world, 'AWS::SSM::Parameter', '/flix/endpoint', {
      Type: 'String',
      Value: 'https://example.com',
    });
    seed(world, 'AWS::Logs::LogGroup', '/ecs/demo', {
      RetentionInDays: 7,
    });
  });
  afterAll(() => localAws.stop());

  const send = (service: string, headers: object, body: string) =>
    fetch(localAws.url, {
      method: 'POST',
      body,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=00`,
        ...headers,
      },
    });

  async function json(service: string, target: string, input: object) {
    const response = await send(
      service,
      {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      },
      JSON.stringify(input),
    );
    return response.json();
  }

  async function ec2(parameters: Record<string, string>) {
    const response = await send(
      'ec2',
      { 'content-type': 'application/x-www-form-urlencoded' },
      String(new URLSearchParams({ ...parameters, Version: '2016-11-15' })),
    );
    return new XMLParser({
      isArray: name => name === 'item',
    }).parse(await response.text());
  }

  it('EC2 describes the zones of a region', async () => {
    const zones = await ec2({ Action: 'DescribeAvailabilityZones' });
    expect(
      zones.DescribeAvailabilityZonesResponse.availabilityZoneInfo.item.map(
        ({ zoneName }: { zoneName: string }) => zoneName,
      ),
    ).toEqual(['eu-west-2a', 'eu-west-2b', 'eu-west-2c']);
  });

  it('EC2 refuses an unknown operation with an error in its own format', async () => {
    const unknown = await ec2({ Action: 'RunInstances' });
    expect(unknown.Response.Errors.Error.Code).toBe('InvalidAction');
  });

  it('SSM has the parameters of stacks and no others', async () => {
    const found = await json('ssm', 'AmazonSSM.GetParameter', {
      Name: '/flix/endpoint',
    });
    expect(found.Parameter).toMatchObject({
      Value: 'https://example.com',
      ARN: `arn:aws:ssm:${REGION}:000000000000:parameter/flix/endpoint`,
    });
    const lost = await json('ssm', 'AmazonSSM.GetParameter', {
      Name: '/cdk-bootstrap/hnb659fds/version',
    });
    expect(lost).toMatchObject({ __type: 'ParameterNotFound' });
  });

  it('Logs describes the log groups of stacks', async () => {
    const { logGroups } = await json(
      'logs',
      'Logs_20140328.DescribeLogGroups',
      { logGroupNamePrefix: '/ecs' },
    );
    expect(logGroups).toMatchObject([
      { logGroupName: '/ecs/demo', retentionInDays: 7 },
    ]);
  });

  it('Logs returns the lines that tasks and stages have written, always the same for the same time', async () => {
    const { world } = localAws;
    seed(world, 'AWS::ECS::TaskDefinition', 'worker:1', {
      ContainerDefinitions: [
        {
          Name: 'worker',
          LogConfiguration: {
            Options: {
              'awslogs-group': '/ecs/demo',
              'awslogs-stream-prefix': 'worker',
            },
          },
        },
      ],
    });
    const { createdAt } = seed(world, 'AWS::ECS::Service', 'worker-demo', {
      TaskDefinition: 'worker:1',
    });
    jest
      .spyOn(world, 'now')
      .mockReturnValue(new Date(createdAt.getTime() + 60_000));
    const request = {
      logGroupName: '/ecs/demo',
      startTime: createdAt.getTime() + 30_000,
    };
    const filter = (input: object) =>
      json('logs', 'Logs_20140328.FilterLogEvents', input);
    const { events } = await filter(request);
    expect(events).toHaveLength(10);
    expect(events[0].logStreamName).toMatch(/^worker\/worker\//);
    expect(events[0].message).toMatch(/^INFO processed \d+ records/);
    expect((await filter(request)).events).toEqual(events);

    const page = await filter({ ...request, limit: 4 });
    expect(page.events).toEqual(events.slice(0, 4));
    expect(page.nextToken).toBeDefined();
    jest.restoreAllMocks();

    const { __type } = await filter({ logGroupName: '/none' });
    expect(__type).toBe('ResourceNotFoundException');
  });
});
