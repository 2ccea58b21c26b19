import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const named = (dimensions: Record<string, string>) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

const query = (
  Id: string,
  Namespace: string,
  MetricName: string,
  dimensions: Record<string, string>,
  Stat = 'Average',
  Period = 300,
): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: { Namespace, MetricName, Dimensions: named(dimensions) },
    Period,
    Stat,
  },
});

describe('CloudWatch of local AWS', () => {
  let localAws: LocalAws;
  let cloudWatch: CloudWatchClient;

  beforeAll(async () => {
    localAws = await startLocalAws({ speed: 60 });
    cloudWatch = new CloudWatchClient(clientConfig(localAws.url));
    const { world } = localAws;
    const ecs = `arn:aws:ecs:${REGION}:000000000000`;
    seed(world, 'AWS::ECS::TaskDefinition', `${ecs}:task-definition/api:1`, {
      ContainerDefinitions: [{ Name: 'app', Image: 'nginx:1' }],
    });
    for (const [name, image] of [
      ['api', 'api:1'],
      ['broken', 'broken:1'],
    ]) {
      seed(
        world,
        'AWS::ECS::Service',
        `${ecs}:service/flix/${name}`,
        {
          Cluster: 'flix',
          TaskDefinition: `${ecs}:task-definition/${image}`,
          DesiredCount: 2,
        },
        name === 'broken' ? { phase: 'failed', reason: 'no image' } : {},
      );
    }
    seed(world, 'AWS::RDS::DBCluster', 'flix', {
      Engine: 'aurora-postgresql',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
    });
    seed(world, 'AWS::RDS::DBInstance', 'flix-1', {
      DBClusterIdentifier: 'flix',
      DBInstanceClass: 'db.serverless',
    });
    seed(world, 'AWS::RDS::DBInstance', 'young', {}, { phase: 'creating' });
    seed(
      world,
      'AWS::RDS::DBInstance',
      'fresh',
      {},
      {
        createdAt: new Date(Date.now() - 1000),
      },
    );
    seed(world, 'AWS::ElastiCache::ReplicationGroup', 'sessions', {
      NumCacheClusters: 2,
    });
    seed(world, 'AWS::ElastiCache::ServerlessCache', 'content');
    seed(world, 'AWS::Kinesis::Stream', 'ingest', {
      ShardCount: 2,
    });
    seed(world, 'AWS::ApiGateway::RestApi', 'rest1', { Name: 'content-api' });
    seed(world, 'AWS::ApiGateway::Stage', 'rest1|prod', {
      RestApiId: 'rest1',
      StageName: 'prod',
    });
    seed(world, 'AWS::ApiGatewayV2::Api', 'http1', { Name: 'edge' });
    seed(world, 'AWS::ApiGatewayV2::Stage', 'http1|prod', {
      ApiId: 'http1',
      StageName: 'prod',
    });
  });
  afterAll(() => localAws.stop());

  /** The last hour, rounded to the minute. */
  const lastHour = () => {
    const EndTime = new Date(Math.floor(Date.now() / MINUTE) * MINUTE);
    return { StartTime: new Date(EndTime.getTime() - HOUR), EndTime };
  };

  const data = async (
    queries: MetricDataQuery[],
    options: Partial<GetMetricDataCommandInput> = {},
  ) =>
    cloudWatch.send(
      new GetMetricDataCommand({
        ...lastHour(),
        MetricDataQueries: queries,
        ...options,
      }),
    );

  const everything: [string, string, Record<string, string>, number, number][] =
    [
      [
        'AWS/ECS',
        'CPUUtilization',
        { ClusterName: 'flix', ServiceName: 'api' },
        0,
        80,
      ],
      [
        'AWS/ECS',
        'MemoryUtilization',
        { ClusterName: 'flix', ServiceName: 'api' },
        0,
        80,
      ],
      ['AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: 'flix-1' }, 0, 80],
      ['AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'flix' }, 0, 80],
      [
        'AWS/RDS',
        'DatabaseConnections',
        { DBClusterIdentifier: 'flix' },
        0,
        80,
      ],
      [
        'AWS/RDS',
        'ServerlessDatabaseCapacity',
        { DBClusterIdentifier: 'flix' },
        0.5,
        16,
      ],
      [
        'AWS/ElastiCache',
        'EngineCPUUtilization',
        { CacheClusterId: 'sessions-002' },
        0,
        80,
      ],
      [
        'AWS/ElastiCache',
        'CacheHitRate',
        { CacheClusterId: 'sessions-001' },
        50,
        100,
      ],
      [
        'AWS/ElastiCache',
        'CurrConnections',
        { CacheClusterId: 'sessions-001' },
        1,
        100,
      ],
      [
        'AWS/ElastiCache',
        'DatabaseMemoryUsagePercentage',
        { CacheClusterId: 'sessions-001' },
        0,
        80,
      ],
      ['AWS/ElastiCache', 'ThrottledCmds', { clusterId: 'content' }, 0, 0],
      [
        'AWS/ElastiCache',
        'BytesUsedForCache',
        { clusterId: 'content' },
        1,
        1e10,
      ],
      [
        'AWS/Kinesis',
        'GetRecords.IteratorAgeMilliseconds',
        { StreamName: 'ingest' },
        0,
        60_000,
      ],
      ['AWS/Kinesis', 'IncomingRecords', { StreamName: 'ingest' }, 1, 1e6],
      [
        'AWS/Kinesis',
        'WriteProvisionedThroughputExceeded',
        { StreamName: 'ingest' },
        0,
        0,
      ],
      [
        'AWS/ApiGateway',
        'Latency',
        { ApiName: 'content-api', Stage: 'prod' },
        1,
        1000,
      ],
      ['AWS/ApiGateway', '4XXError', { ApiName: 'content-api' }, 0, 1],
      [
        'AWS/ApiGateway',
        '5XXError',
        { ApiName: 'content-api', Stage: 'prod' },
        0,
        1,
      ],
      ['AWS/ApiGateway', 'Count', { ApiId: 'http1', Stage: 'prod' }, 1, 1],
      ['AWS/ApiGateway', '4xx', { ApiId: 'http1' }, 0, 1],
      ['AWS/ApiGateway', '5xx', { ApiId: 'http1', Stage: 'prod' }, 0, 1],
    ];

  it('returns values for all metrics, without a gap and within bounds', async () => {
    const { MetricDataResults = [], NextToken } = await data(
      everything.map(([namespace, name, dimensions], index) =>
        query(`q${index}`, namespace, name, dimensions),
      ),
    );
    expect(NextToken).toBeUndefined();
    expect(MetricDataResults).toHaveLength(everything.length);
    everything.forEach(([, name, , low, high], index) => {
      const result = MetricDataResults[index];
      expect(result).toMatchObject({
        Id: `q${index}`,
        Label: name,
        StatusCode: 'Complete',
      });
      expect([name, result.Values?.length]).toEqual([name, 12]);
      for (const value of result.Values ?? []) {
        expect([name, value >= low && value <= high]).toEqual([name, true]);
      }
    });
  });

  it('returns the newest values first by default, five minutes apart', async () => {
    const one = [
      query('cpu', 'AWS/RDS', 'CPUUtilization', {
        DBInstanceIdentifier: 'flix-1',
      }),
    ];
    const newest = (await data(one)).MetricDataResults?.[0];
    const oldest = (await data(one, { ScanBy: 'TimestampAscending' }))
      .MetricDataResults?.[0];
    expect(newest?.Values).toEqual([...(oldest?.Values ?? [])].reverse());
    const times = (oldest?.Timestamps ?? []).map(time => time.getTime());
    expect(times.slice(1).map((time, index) => time - times[index])).toEqual(
      Array.from({ length: 11 }, () => 5 * MINUTE),
    );
  });

  it('returns the same values for the same time, and different ones for each resource', async () => {
    const both = [
      query('a', 'AWS/ElastiCache', 'EngineCPUUtilization', {
        CacheClusterId: 'sessions-001',
      }),
      query('b', 'AWS/ElastiCache', 'EngineCPUUtilization', {
        CacheClusterId: 'sessions-002',
      }),
    ];
    const range = lastHour();
    const first = (await data(both, range)).MetricDataResults;
    const second = (await data(both, range)).MetricDataResults;
    expect(second).toEqual(first);
    expect(first?.[0].Values).not.toEqual(first?.[1].Values);
  });

  it('returns values that change gradually', async () => {
    const { MetricDataResults } = await data([
      query(
        'cpu',
        'AWS/RDS',
        'CPUUtilization',
        { DBInstanceIdentifier: 'flix-1' },
        'Average',
        60,
      ),
    ]);
    const values = MetricDataResults?.[0].Values ?? [];
    const steps = values
      .slice(1)
      .map((value, index) => Math.abs(value - values[index]));
    expect(Math.max(...steps)).toBeLessThan(12);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1);
  });

  it.each([
    ['a name that nothing has', 'AWS/RDS', { DBInstanceIdentifier: 'lost' }],
    ['a dimension too few', 'AWS/RDS', {}],
    [
      'a dimension too many',
      'AWS/RDS',
      { DBInstanceIdentifier: 'flix-1', DBClusterIdentifier: 'flix' },
    ],
    ['what is still being made', 'AWS/RDS', { DBInstanceIdentifier: 'young' }],
    [
      'a service none of whose tasks ever ran',
      'AWS/ECS',
      { ClusterName: 'flix', ServiceName: 'broken' },
    ],
  ])('has no data for %s', async (_case, namespace, dimensions) => {
    const { MetricDataResults } = await data([
      query(
        'cpu',
        namespace,
        'CPUUtilization',
        dimensions as Record<string, string>,
      ),
    ]);
    expect(MetricDataResults).toEqual([
      {
        Id: 'cpu',
        Label: 'CPUUtilization',
        Timestamps: [],
        Values: [],
        StatusCode: 'Complete',
      },
    ]);
  });

  it('has an hour of data for a new resource, and at speed 60 ten hours for one of ten minutes', async () => {
    const EndTime = new Date();
    const StartTime = new Date(EndTime.getTime() - 24 * HOUR);
    const { MetricDataResults = [] } = await data(
      [
        query(
          'fresh',
          'AWS/RDS',
          'CPUUtilization',
          { DBInstanceIdentifier: 'fresh' },
          'Average',
          60,
        ),
        query(
          'older',
          'AWS/RDS',
          'CPUUtilization',
          { DBInstanceIdentifier: 'flix-1' },
          'Average',
          60,
        ),
      ],
      { StartTime, EndTime },
    );
    const [fresh, older] = MetricDataResults.map(
      ({ Values = [] }) => Values.length / 60,
    );
    expect(fresh).toBeGreaterThan(0.95);
    expect(fresh).toBeLessThan(1.05);
    expect(older).toBeGreaterThan(9.9);
    expect(older).toBeLessThan(11);
  });

  it('aggregates minutes into the requested statistic', async () => {
    const ofStage = { ApiName: 'content-api', Stage: 'prod' };
    const latency = (id: string, stat: string) =>
      query(id, 'AWS/ApiGateway', 'Latency', ofStage, stat, 3600);
    const { MetricDataResults = [] } = await data([
      query('sum', 'AWS/ApiGateway', 'Count', ofStage, 'Sum', 3600),
      query('count', 'AWS/ApiGateway', 'Count', ofStage, 'SampleCount', 3600),
      query('errors', 'AWS/ApiGateway', '4XXError', ofStage, 'Sum', 3600),
      query('rate', 'AWS/ApiGateway', '4XXError', ofStage, 'Average', 3600),
      latency('min', 'Minimum'),
      latency('p50', 'p50'),
      latency('avg', 'Average'),
      latency('p99', 'p99'),
      latency('max', 'Maximum'),
    ]);
    const [sum, count, errors, rate, ...latencies] = MetricDataResults.map(
      ({ Values = [] }) => Values[0],
    );
    expect(sum).toBe(count);
    expect(rate).toBeCloseTo(errors / sum, 10);
    expect(latencies).toEqual([...latencies].sort((a, b) => a - b));
    expect(latencies[4]).toBeGreaterThan(latencies[0]);
  });

  it('pages by datapoints, and marks queries that continue', async () => {
    const three = ['a', 'b', 'c'].map(id =>
      query(id, 'AWS/RDS', 'CPUUtilization', {
        DBInstanceIdentifier: 'flix-1',
      }),
    );
    const range = lastHour();
    const whole = await data(three, range);
    const pages = [await data(three, { ...range, MaxDatapoints: 20 })];
    expect(
      pages[0].MetricDataResults?.map(({ Id, StatusCode }) => [Id, StatusCode]),
    ).toEqual([
      ['a', 'Complete'],
      ['b', 'PartialData'],
      ['c', 'PartialData'],
    ]);
    for (
      let token = pages[0].NextToken;
      token;
      token = pages.at(-1)?.NextToken
    ) {
      pages.push(
        await data(three, { ...range, MaxDatapoints: 20, NextToken: token }),
      );
    }
    expect(pages).toHaveLength(2);
    const together = (id: string) =>
      pages.flatMap(
        page =>
          page.MetricDataResults?.find(({ Id }) => Id === id)?.Values ?? [],
      );
    expect(together('b')).toEqual(whole.MetricDataResults?.[1].Values);
    expect(together('c')).toEqual(whole.MetricDataResults?.[2].Values);
  });

  it('accepts 500 queries in a call, and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        query(`q${index}`, 'AWS/RDS', 'CPUUtilization', {
          DBInstanceIdentifier: 'flix-1',
        }),
      );
    const before = process.cpuUsage();
    const { MetricDataResults } = await data(many(500));
    expect(MetricDataResults).toHaveLength(500);
    // Processor time does not depend on what else the machine does.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    await expect(data(many(501))).rejects.toThrow('greater than 500');
  });

  it.each([
    [
      'two queries of one id',
      [query('a', 'N', 'M', {}), query('a', 'N', 'M', {})],
      'not unique: a',
    ],
    ['an id in upper case', [query('Q', 'N', 'M', {})], 'lower-case letter'],
    [
      'a period between the minutes',
      [query('a', 'N', 'M', {}, 'Sum', 90)],
      'multiple of 60',
    ],
  ])('refuses %s', async (_case, queries, message) => {
    await expect(data(queries)).rejects.toThrow(message);
  });

  it('refuses an unknown statistic, and a range that ends before it begins', async () => {
    await expect(
      data([
        query(
          'a',
          'AWS/RDS',
          'CPUUtilization',
          { DBInstanceIdentifier: 'flix-1' },
          'tm99',
        ),
      ]),
    ).rejects.toThrow('tm99');
    const { StartTime, EndTime } = lastHour();
    await expect(
      data([query('a', 'N', 'M', {})], {
        StartTime: EndTime,
        EndTime: StartTime,
      }),
    ).rejects.toThrow('StartTime must be less');
  });

  describe('metric math', () => {
    const node = (id: string, cacheClusterId: string, ReturnData = false) => ({
      ...query(id, 'AWS/ElastiCache', 'EngineCPUUtilization', {
        CacheClusterId: cacheClusterId,
      }),
      ReturnData,
    });
    const nodes = [
      node('m1', 'sessions-001', true),
      node('m2', 'sessions-002', true),
    ];
    const evaluate = async (Expression: string) => {
      const { MetricDataResults = [] } = await data([
        ...nodes,
        { Id: 'e', Expression, Label: 'result' },
      ]);
      const [m1, m2, e] = MetricDataResults.map(({ Values = [] }) => Values);
      return { m1, m2, e };
    };

    it('evaluates the maximum of all metrics', async () => {
      const { m1, m2, e } = await evaluate('MAX(METRICS())');
      expect(e).toHaveLength(12);
      expect(e).toEqual(m1.map((value, index) => Math.max(value, m2[index])));
    });

    it('refuses any other expression', async () => {
      await expect(evaluate('m1 * 2')).rejects.toThrow(
        "Error in expression 'e'",
      );
    });
  });

  it('returns statistics of one metric', async () => {
    const ask = (Period: number, hours: number) =>
      cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/RDS',
          MetricName: 'CPUUtilization',
          Dimensions: named({ DBInstanceIdentifier: 'flix-1' }),
          StartTime: new Date(Date.now() - hours * HOUR),
          EndTime: new Date(),
          Period,
          Statistics: ['Average', 'Maximum'],
          ExtendedStatistics: ['p90'],
        }),
      );
    const { Datapoints = [], Label } = await ask(600, 1);
    expect(Label).toBe('CPUUtilization');
    expect(Datapoints.length).toBeGreaterThanOrEqual(6);
    expect(Datapoints[0]).toMatchObject({
      Unit: 'Percent',
      Timestamp: expect.any(Date),
      Average: expect.any(Number),
      ExtendedStatistics: { p90: expect.any(Number) },
    });
    expect(Datapoints[0].Maximum).toBeGreaterThanOrEqual(
      Datapoints[0].Average ?? Infinity,
    );
    await expect(ask(60, 25)).rejects.toThrow('exceeds the limit of 1440');
  });

  describe('alarms', () => {
    const seedAlarm = (name: string, properties: object) =>
      seed(localAws.world, 'AWS::CloudWatch::Alarm', name, {
        Namespace: 'AWS/RDS',
        MetricName: 'CPUUtilization',
        Dimensions: named({ DBInstanceIdentifier: 'flix-1' }),
        Statistic: 'Average',
        Period: 300,
        EvaluationPeriods: 2,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: ['arn:aws:sns:x'],
        ...properties,
      });

    beforeAll(() => {
      seedAlarm('db-cpu', {});
      seedAlarm('db-cpu-strict', { Threshold: 1 });
      seedAlarm('cache-worst', {
        MetricName: undefined,
        Metrics: [
          { Id: 'worst', Expression: 'MAX(METRICS())' },
          ...['sessions-001', 'sessions-002'].map((id, index) => ({
            ...query(`m${index}`, 'AWS/ElastiCache', 'EngineCPUUtilization', {
              CacheClusterId: id,
            }),
            ReturnData: false,
          })),
        ],
      });
      seedAlarm('db-lost', {
        Dimensions: named({ DBInstanceIdentifier: 'lost' }),
      });
      seedAlarm('db-lost-fine', {
        Dimensions: named({ DBInstanceIdentifier: 'lost' }),
        TreatMissingData: 'notBreaching',
      });
    });

    it('have the state that their metric implies', async () => {
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: 'db-' }),
      );
      expect(
        MetricAlarms.map(({ AlarmName, StateValue }) => [
          AlarmName,
          StateValue,
        ]),
      ).toEqual([
        ['db-cpu', 'OK'],
        ['db-cpu-strict', 'ALARM'],
        ['db-lost', 'INSUFFICIENT_DATA'],
        ['db-lost-fine', 'OK'],
      ]);
      expect(MetricAlarms[0]).toMatchObject({
        Threshold: 80,
        AlarmActions: ['arn:aws:sns:x'],
        StateReason: expect.stringContaining('Threshold not crossed'),
      });
    });

    it('support an expression', async () => {
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: ['cache-worst'] }),
      );
      expect(MetricAlarms).toMatchObject([{ StateValue: 'OK' }]);
      expect(MetricAlarms[0].StateReason).toMatch(
        /of 2 datapoints \[\d.*, \d.*\]/,
      );
      expect(MetricAlarms[0].Metrics).toHaveLength(3);
    });

    it('are found by name and by state', async () => {
      const byName = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: ['db-cpu'] }),
      );
      expect(byName.MetricAlarms).toHaveLength(1);
      const byState = await cloudWatch.send(
        new DescribeAlarmsCommand({ StateValue: 'ALARM' }),
      );
      expect(byState.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual([
        'db-cpu-strict',
      ]);
    });
  });
});
