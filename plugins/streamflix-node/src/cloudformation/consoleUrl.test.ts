import { resourceConsoleUrl, stackConsoleUrl } from './consoleUrl';

const ref = { account: '000000000000', region: 'eu-west-2' };
const stackArn =
  'arn:aws:cloudformation:eu-west-2:000000000000:stack/streamflix-demo/1';
const console = 'https://eu-west-2.console.aws.amazon.com';

describe('the page of a resource in the console', () => {
  it.each([
    [
      'AWS::ECS::Service',
      'arn:aws:ecs:eu-west-2:000000000000:service/cluster-demo/service-demo',
      'ecs/v2/clusters/cluster-demo/services/service-demo/health?region=eu-west-2',
    ],
    [
      'AWS::Logs::LogGroup',
      '/ecs/service-demo',
      'cloudwatch/home?region=eu-west-2#logsV2:log-groups/log-group/$252Fecs$252Fservice-demo',
    ],
    [
      'AWS::RDS::DBCluster',
      'database-demo',
      'rds/home?region=eu-west-2#database:id=database-demo;is-cluster=true',
    ],
    [
      'AWS::SQS::Queue',
      'https://sqs.eu-west-2.amazonaws.com/000000000000/dead-letters-demo',
      'sqs/v3/home?region=eu-west-2#/queues/https%3A%2F%2Fsqs.eu-west-2.amazonaws.com%2F000000000000%2Fdead-letters-demo',
    ],
  ])('of type %s names it', (type, physicalId, page) => {
    expect(resourceConsoleUrl(ref, stackArn, { type, physicalId })).toBe(
      `${console}/${page}`,
    );
  });

  it.each([
    ['AWS::EC2::Route', 'rtb-1|0.0.0.0/0'],
    ['AWS::EC2::VPC', ''],
  ])('is that of the stack for %s %j', (type, physicalId) => {
    expect(resourceConsoleUrl(ref, stackArn, { type, physicalId })).toBe(
      stackConsoleUrl(ref, stackArn, 'resources'),
    );
  });

  it('is in the console of the partition of its region', () => {
    expect(stackConsoleUrl({ region: 'cn-north-1' }, stackArn)).toMatch(
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//,
    );
    expect(stackConsoleUrl({ region: 'us-gov-west-1' }, stackArn)).toMatch(
      /^https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com\//,
    );
  });
});
