import { describeUnread, groupByReason, groupUnread } from './unread';

const denied = (action: string, region = 'eu-west-2') =>
  `AWS denies ${action} in ${region}, which this installation needs. Ask the operator.`;

describe('what could not be read', () => {
  it('is reported once for each reason, and names every part and every action', () => {
    const throttled = 'AWS throttles cloudwatch:GetMetricData in eu-west-2.';
    const groups = groupUnread([
      { what: 'ECS', reason: denied('ecs:DescribeServices') },
      { what: 'metrics of stream', reason: throttled },
      { what: 'Database', reason: denied('rds:DescribeDBClusters') },
      { what: 'metrics of API', reason: throttled },
      { what: 'API', reason: denied('apigateway:GET') },
    ]);
    expect(groups.map(describeUnread)).toEqual([
      `ECS, Database and API could not be read: ${denied(
        'ecs:DescribeServices, rds:DescribeDBClusters and apigateway:GET',
      )}`,
      `Metrics of stream and metrics of API could not be read: ${throttled}`,
    ]);
  });

  it('stays as it is where nothing fails for the same reason', () => {
    const parts = [
      { what: 'ECS', reason: denied('ecs:DescribeServices') },
      { what: 'Cache', reason: `${denied('elasticache:X')} SCP.` },
      { what: 'Stream', reason: 'AWS cannot be reached in eu-west-2.' },
    ];
    expect(groupUnread(parts)).toEqual(parts);
  });

  it('is one failure of an account where only the regions differ', () => {
    const failures = ['eu-west-2', 'eu-central-1'].map(region => ({
      region,
      reason: denied('cloudformation:DescribeStacks', region),
    }));
    const other = { region: 'us-east-1', reason: 'The credentials expired.' };
    expect(groupByReason([...failures, other])).toEqual([
      {
        reason: denied(
          'cloudformation:DescribeStacks',
          'eu-west-2 and eu-central-1',
        ),
        items: failures,
      },
      { reason: other.reason, items: [other] },
    ]);
  });
});
