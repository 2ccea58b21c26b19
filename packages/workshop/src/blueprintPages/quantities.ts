import { resourcesOf } from './Template';
import type { BlueprintDesign } from './BlueprintDesign';
import { grouped } from './markdown';

/** Hours AWS counts a month as. */
export const hours = 730;

/** What a bill is made from, without prices. */
export interface Quantity {
  what: string;
  /** Per month. */
  quantity: string;
  /** How it comes about. */
  from: string;
  /** Whether use decides. */
  byUse?: boolean;
}

const amount = (value: number) => {
  const [whole, part] = String(Math.round(value * 100) / 100).split('.');
  return part ? `${grouped(Number(whole))}.${part}` : grouped(Number(whole));
};

/** `from` to `to`, or the one number both are. */
const range = (from: number, to: number) =>
  from === to ? amount(from) : `${amount(from)}–${amount(to)}`;

const byUse = (what: string, from: string, quantity = 'by use'): Quantity => ({
  what,
  quantity,
  from,
  byUse: true,
});

function network({ template }: BlueprintDesign): Quantity[] {
  const nats = resourcesOf(template, 'EC2::NatGateway').length;
  const addresses = resourcesOf(template, 'EC2::EIP').length;
  return [
    {
      what: 'NAT gateway hours',
      quantity: amount(nats * hours),
      from: `${nats} × ${hours} h`,
    },
    byUse(
      'NAT gateway data, GB',
      'what tasks send and receive beyond the VPC, image layers included',
    ),
    {
      what: 'Public IPv4 address hours',
      quantity: amount(addresses * hours),
      from: `${addresses} × ${hours} h, one for each NAT gateway`,
    },
    byUse(
      'Data transfer between zones, GB',
      'tasks, load balancer and stores in different zones; NAT in another zone',
    ),
    byUse(
      'Data transfer out, GB',
      'responses of the API and what tasks send out',
    ),
  ];
}

function entrance({ template, spec }: BlueprintDesign): Quantity[] {
  const balancers = resourcesOf(
    template,
    'ElasticLoadBalancingV2::LoadBalancer',
  ).length;
  const links = resourcesOf(template, 'ApiGatewayV2::VpcLink').length;
  if (balancers === 0) return [];
  const isRest = spec.api.kind === 'rest';
  return [
    {
      what: 'Load balancer hours',
      quantity: amount(balancers * hours),
      from: `${balancers} × ${hours} h`,
    },
    byUse(
      'Load balancer capacity units (LCU)',
      'the largest of new connections, open connections, bytes and rules',
    ),
    {
      what: 'VPC link hours',
      quantity: amount(links * hours),
      from: `${links} × ${hours} h`,
    },
    byUse(
      `${isRest ? 'REST' : 'HTTP'} API requests, million`,
      'calls of the API',
    ),
    ...(isRest && spec.api.tracing
      ? [
          byUse(
            'X-Ray traces, million',
            'sampled: the first request of each second, and 5 % of the rest',
          ),
        ]
      : []),
  ];
}

/** How many of so many tasks run on spot, by the weights. */
function spotTasks(
  {
    fargateBase,
    fargateWeight,
    spotWeight,
  }: BlueprintDesign['spec']['worker'] | BlueprintDesign['spec']['service'],
  tasks: number,
): number {
  const weights = fargateWeight + spotWeight;
  return weights === 0
    ? 0
    : (Math.max(0, tasks - fargateBase) * spotWeight) / weights;
}

function compute({ spec }: BlueprintDesign): Quantity[] {
  return (['service', 'worker'] as const)
    .filter(kind => spec[kind].enabled)
    .flatMap(kind => {
      const { cpu, memory, minTasks, maxTasks } = spec[kind];
      const vcpu = cpu / 1024;
      const gib = memory / 1024;
      const most = spotTasks(spec[kind], maxTasks);
      const least = spotTasks(spec[kind], minTasks);
      const spot = most
        ? `; of the tasks, ${range(least, most)} on FARGATE_SPOT by weight`
        : '';
      return [
        {
          what: `Fargate vCPU-hours of the ${kind}`,
          quantity: range(minTasks * vcpu * hours, maxTasks * vcpu * hours),
          from: `${minTasks}–${maxTasks} tasks × ${vcpu} vCPU × ${hours} h${spot}`,
        },
        {
          what: `Fargate GB-hours of the ${kind}`,
          quantity: range(minTasks * gib * hours, maxTasks * gib * hours),
          from: `${minTasks}–${maxTasks} tasks × ${gib} GB × ${hours} h${spot}`,
        },
      ];
    });
}

function database({ spec: { database: db } }: BlueprintDesign): Quantity[] {
  if (db.kind === 'none') return [];
  const backup = byUse(
    'Database backup, GB-month',
    `what ${db.backupDays} day${
      db.backupDays === 1 ? '' : 's'
    } of backups take beyond the size of the database`,
  );
  if (db.kind === 'aurora') {
    const { instances, minCapacity, maxCapacity } = db;
    return [
      {
        what: 'Aurora ACU-hours',
        quantity: range(
          instances * minCapacity * hours,
          instances * maxCapacity * hours,
        ),
        from: `${instances} instances × ${minCapacity}–${maxCapacity} ACU × ${hours} h`,
      },
      byUse(
        'Aurora storage, GB-month',
        'what the database holds; grows by itself',
      ),
      byUse(
        'Aurora I/O requests, million',
        'reads and writes of storage (standard configuration)',
      ),
      backup,
    ];
  }
  const copies = db.multiAz ? 2 : 1;
  const of = `${copies === 2 ? 'primary and standby' : 'one instance'}`;
  return [
    {
      what: `RDS instance hours, ${db.instanceClass}`,
      quantity: amount(copies * hours),
      from: `${copies} × ${hours} h: ${of}`,
    },
    {
      what: 'RDS storage, gp3, GB-month',
      quantity: amount(copies * db.storageGiB),
      from: `${copies} × ${db.storageGiB} GiB: ${of}`,
    },
    backup,
  ];
}

function cache({ spec: { cache: own } }: BlueprintDesign): Quantity[] {
  if (own.kind === 'none') return [];
  const snapshots = byUse(
    'Cache snapshots, GB-month',
    `snapshots of ${own.snapshots} days`,
  );
  if (own.kind === 'serverless') {
    const most = (own.maxEcpu * 3600 * hours) / 1e6;
    return [
      byUse(
        'Cache storage, GB-hours',
        `what it holds × ${hours} h; AWS counts a minimum for each cache`,
        `at most ${amount(own.maxStorageGiB * hours)}`,
      ),
      byUse(
        'Cache ECPU, million',
        `commands; the limit is ${amount(
          own.maxEcpu,
        )} a second × 3,600 s × ${hours} h`,
        `at most ${amount(most)}`,
      ),
      snapshots,
    ];
  }
  return [
    {
      what: `Cache node hours, ${own.nodeType}`,
      quantity: amount(own.nodes * hours),
      from: `${own.nodes} nodes × ${hours} h`,
    },
    snapshots,
  ];
}

function storage({ spec }: BlueprintDesign): Quantity[] {
  if (!spec.storage.enabled) return [];
  return [
    byUse(
      'EFS storage, GB-month',
      `files read or written within ${spec.storage.infrequentAccessDays} days`,
    ),
    byUse(
      'EFS infrequent access, GB-month',
      `files nobody touched for ${spec.storage.infrequentAccessDays} days; reading them counts by the GB`,
    ),
  ];
}

function stream({ spec, template }: BlueprintDesign): Quantity[] {
  const { mode, shards, retentionHours, shardMetrics } = spec.stream;
  const queues = resourcesOf(template, 'SQS::Queue').length;
  const longer =
    retentionHours > 24
      ? [
          {
            what: 'Kinesis extended retention, shard-hours',
            quantity:
              mode === 'provisioned' ? amount(shards * hours) : 'by use',
            from: `records are kept ${retentionHours} h, beyond the 24 h that are included`,
          },
        ]
      : [];
  const provisioned: Quantity[] = [
    {
      what: 'Kinesis shard-hours',
      quantity: amount(shards * hours),
      from: `${shards} shards × ${hours} h`,
    },
    byUse('Kinesis PUT payload units, million', 'records, in units of 25 KB'),
    ...(shardMetrics
      ? [
          {
            what: 'CloudWatch metrics of the shards',
            quantity: amount(7 * shards),
            from: `7 metrics × ${shards} shards`,
          },
        ]
      : []),
  ];
  const onDemand: Quantity[] = [
    {
      what: 'Kinesis stream hours',
      quantity: amount(hours),
      from: `1 stream on demand × ${hours} h`,
    },
    byUse('Kinesis data in and out, GB', 'records put and read'),
  ];
  const kinesis = {
    none: [],
    provisioned: [...provisioned, ...longer],
    'on-demand': [...onDemand, ...longer],
  }[mode];
  return [
    ...kinesis,
    ...(queues > 0
      ? [
          byUse(
            'SQS requests, million',
            'dead letters sent, and read by people',
          ),
        ]
      : []),
  ];
}

function rest({ spec, template }: BlueprintDesign): Quantity[] {
  const keys = resourcesOf(template, 'KMS::Key').length;
  const groups = resourcesOf(template, 'Logs::LogGroup').length;
  const alarms = resourcesOf(template, 'CloudWatch::Alarm');
  const metrics = alarms.reduce(
    (sum, { properties }) =>
      sum + (JSON.stringify(properties).match(/"MetricName"/g)?.length ?? 0),
    0,
  );
  const managed = /MasterUserSecret\.SecretArn/.test(JSON.stringify(template));
  return [
    ...(spec.registry.enabled
      ? [
          byUse(
            'ECR storage, GB-month',
            'images that were pushed; layers they share count once',
          ),
        ]
      : []),
    ...(keys > 0
      ? [
          {
            what: 'KMS keys',
            quantity: amount(keys),
            from: `${keys} key of its own; each of its first two yearly rotations adds one more`,
          },
          byUse(
            'KMS requests, million',
            'stores, queue, stream and logs asking for data keys',
          ),
        ]
      : []),
    ...(managed
      ? [
          {
            what: 'Secrets',
            quantity: '1',
            from: 'the one RDS makes; existing secrets are not part of the environment',
          },
        ]
      : []),
    ...(alarms.length > 0
      ? [
          {
            what: 'Metrics under alarm',
            quantity: amount(metrics),
            from: `${alarms.length} alarms; one that watches several metrics counts each`,
          },
        ]
      : []),
    ...(spec.observability.containerInsights === 'disabled'
      ? []
      : [
          byUse(
            `Container Insights (${spec.observability.containerInsights})`,
            'metrics for the cluster and each service; enhanced also for each task and container',
          ),
        ]),
    byUse(
      'Log data, GB',
      `what ${groups} log groups take in; kept ${spec.observability.logRetentionDays} days`,
    ),
    byUse(
      'Log storage, GB-month',
      `compressed; ${spec.observability.logRetentionDays} days of it at most`,
    ),
  ];
}

/** What drives the bill of an environment that runs for a month with its blueprint's values. */
export const quantities = (design: BlueprintDesign): Quantity[] =>
  [network, entrance, compute, database, cache, storage, stream, rest].flatMap(
    part => part(design),
  );
