import { XMLParser } from 'fast-xml-parser';
import { type LocalAws, startLocalAws } from '../startLocalAws';
import { REGION, seed } from '../testing/seed';

/** Services that are only partly imitated. The product does not call them, so their SDK clients are not installed. */
describe('the neighbours in local AWS', () => {
  let localAws: LocalAws;

  beforeAll(async () => {
    localAws = await startLocalAws();
    const { world } = localAws;
    seed(world, 'AWS::EC2::VPC', 'vpc-1', {
      CidrBlock: '10.0.0.0/16',
      Tags: [{ Key: 'Name', Value: 'demo' }],
    });
    for (const [id, zone] of [
      ['subnet-a', 'a'],
      ['subnet-b', 'b'],
    ]) {
      seed(world, 'AWS::EC2::Subnet', id, {
        VpcId: 'vpc-1',
        CidrBlock: `10.0.${zone.charCodeAt(0)}.0/24`,
        AvailabilityZone: `${REGION}${zone}`,
      });
    }
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

  it('EC2 knows the regions and the zones of each', async () => {
    const regions = await ec2({ Action: 'DescribeRegions' });
    expect(regions.DescribeRegionsResponse.regionInfo.item).toContainEqual(
      expect.objectContaining({ regionName: 'ap-northeast-1' }),
    );
    const zones = await ec2({ Action: 'DescribeAvailabilityZones' });
    expect(
      zones.DescribeAvailabilityZonesResponse.availabilityZoneInfo.item.map(
        ({ zoneName }: { zoneName: string }) => zoneName,
      ),
    ).toEqual(['eu-west-2a', 'eu-west-2b', 'eu-west-2c']);
  });

  it('EC2 knows the networks of stacks, by id, filter and tag', async () => {
    const vpcs = await ec2({
      Action: 'DescribeVpcs',
      'Filter.1.Name': 'tag:Name',
      'Filter.1.Value.1': 'demo',
    });
    expect(vpcs.DescribeVpcsResponse.vpcSet.item).toMatchObject([
      { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', state: 'available' },
    ]);
    const subnets = await ec2({
      Action: 'DescribeSubnets',
      'Filter.1.Name': 'availability-zone',
      'Filter.1.Value.1': 'eu-west-2b',
    });
    expect(subnets.DescribeSubnetsResponse.subnetSet.item).toMatchObject([
      { subnetId: 'subnet-b', vpcId: 'vpc-1' },
    ]);
  });

  it('EC2 refuses in its own form of error', async () => {
    const lost = await ec2({ Action: 'DescribeVpcs', 'VpcId.1': 'vpc-lost' });
    expect(lost.Response.Errors.Error).toEqual({
      Code: 'InvalidVpcID.NotFound',
      Message: "The vpc ID 'vpc-lost' does not exist",
    });
    const unknown = await ec2({ Action: 'RunInstances' });
    expect(unknown.Response.Errors.Error.Code).toBe('InvalidAction');
    const filter = await ec2({
      Action: 'DescribeSubnets',
      'Filter.1.Name': 'colour',
      'Filter.1.Value.1': 'red',
    });
    expect(filter.Response.Errors.Error.Message).toContain('colour');
  });

  it('the parameter store has the parameters of stacks and no others', async () => {
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
    const both = await json('ssm', 'AmazonSSM.GetParameters', {
      Names: ['/flix/endpoint', '/lost'],
    });
    expect(both.Parameters).toHaveLength(1);
    expect(both.InvalidParameters).toEqual(['/lost']);
  });

  it('the logs have the groups of stacks', async () => {
    const { logGroups } = await json(
      'logs',
      'Logs_20140328.DescribeLogGroups',
      { logGroupNamePrefix: '/ecs' },
    );
    expect(logGroups).toMatchObject([
      { logGroupName: '/ecs/demo', retentionInDays: 7 },
    ]);
  });
});
