import { z } from 'zod/v4';
import { blueprintIds } from './blueprintIds';
import { cidr, emailAddress, timeOfDayWindow, weeklyWindow } from './formats';

/*
 * Titles are the words of the form; problems are told in them. Messages are predicates that follow the title:
 * "Suffix" + "must begin with a letter".
 */
const whole = (title: string, min: number, max: number, description: string) =>
  z.int().min(min).max(max).meta({ title, description });

const oneOf = <const T extends readonly [string, ...string[]]>(
  title: string,
  values: T,
  description: string,
) => z.enum(values).meta({ title, description });

const flag = (title: string, description: string) =>
  z.boolean().meta({ title, description });

/** Secrets Manager's own alphabet for names: no value can be mistaken for one, for it may hold no quotes or spaces. */
const secretName = z
  .string()
  .regex(
    /^[A-Za-z0-9/_+=.@-]{1,512}$/,
    'must be the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-',
  );

const network = z.strictObject({
  cidr: cidr.meta({
    title: 'VPC address range',
    description:
      'Private IPv4 range of the VPC, from /16 to /20. Subnets are /24 blocks of it.',
  }),
  zones: whole(
    'Availability zones',
    2,
    3,
    'Zones the environment is spread over.',
  ),
  nat: oneOf(
    'NAT gateways',
    ['single', 'per-zone'],
    'One NAT gateway for all zones, or one in each. One is cheaper; one per zone survives the loss of a zone.',
  ),
  firstPublicSubnet: whole(
    'First public subnet',
    0,
    250,
    'Number of the /24 block in which the public subnets begin.',
  ),
  firstPrivateSubnet: whole(
    'First private subnet',
    0,
    250,
    'Number of the /24 block in which the private subnets begin.',
  ),
});

const tasks = (word: 'service' | 'worker') => ({
  enabled: flag(
    word === 'service' ? 'API service' : 'Stream worker',
    word === 'service'
      ? 'Run the content service on Fargate.'
      : 'Run a worker on Fargate that reads the ingest stream.',
  ),
  image: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._/:@-]{1,254}$/i,
      'must be an image reference such as public.ecr.aws/nginx/nginx:stable',
    )
    .meta({
      title: `Image of the ${word}`,
      description: 'Container image. It must be there before the deployment.',
    }),
  cpu: z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]).meta({
    title: `CPU of a ${word} task`,
    description: 'CPU units; 1024 is one vCPU.',
  }),
  memory: whole(
    `Memory of a ${word} task`,
    512,
    122_880,
    'MiB; Fargate allows certain amounts for each CPU size.',
  ),
  minTasks: whole(
    `Minimum ${word} tasks`,
    1,
    100,
    'The scaler never goes below this number of tasks.',
  ),
  maxTasks: whole(
    `Maximum ${word} tasks`,
    1,
    100,
    'The scaler never goes above this number of tasks.',
  ),
  cpuTarget: whole(
    `CPU target of the ${word}`,
    10,
    90,
    'Percent of CPU the scaler holds the tasks at.',
  ),
  scaleInCooldown: whole(
    `Scale-in cooldown of the ${word}`,
    0,
    3600,
    'Seconds to wait after removing tasks.',
  ),
  scaleOutCooldown: whole(
    `Scale-out cooldown of the ${word}`,
    0,
    3600,
    'Seconds to wait after adding tasks.',
  ),
  fargateBase: whole(
    `On-demand base of the ${word}`,
    0,
    100,
    'Tasks that always run on FARGATE.',
  ),
  fargateWeight: whole(
    `FARGATE weight of the ${word}`,
    0,
    100,
    'Share of the further tasks that run on demand.',
  ),
  spotWeight: whole(
    `FARGATE_SPOT weight of the ${word}`,
    0,
    100,
    'Share of the further tasks that run on spot capacity. 0 uses none.',
  ),
});

const service = z.strictObject({
  ...tasks('service'),
  port: whole(
    'Port of the service',
    1,
    65_535,
    'Port the container listens on.',
  ),
  healthCheckPath: z
    .string()
    .regex(/^\/[\w./~-]{0,1023}$/, 'must be a path that begins with /')
    .meta({
      title: 'Health check path',
      description: 'Path the load balancer asks; it must answer 200.',
    }),
});

const worker = z.strictObject({
  ...tasks('worker'),
  iteratorAgeTarget: whole(
    'Iterator age target',
    1,
    3600,
    'Seconds the oldest unread record may wait before the worker scales out.',
  ),
});

const api = z.strictObject({
  kind: oneOf(
    'API',
    ['none', 'rest', 'http'],
    'API Gateway in front of the service: REST, HTTP or none.',
  ),
  method: oneOf(
    'API method',
    ['GET', 'ANY'],
    'Method the API lets through to the service.',
  ),
  path: z
    .string()
    .regex(
      /^(\/[\w.-]+)*\/([\w.-]+|\{[\w]+\+?\})$/,
      'must be a path such as /content or /{proxy+}',
    )
    .meta({
      title: 'API path',
      description: 'Path the API lets through to the service.',
    }),
  tracing: flag(
    'X-Ray tracing',
    'Trace requests through the API with X-Ray. REST APIs only.',
  ),
});

const database = z.strictObject({
  kind: oneOf(
    'Database',
    ['none', 'aurora', 'rds'],
    'Aurora PostgreSQL Serverless v2, RDS for PostgreSQL, or none.',
  ),
  version: z
    .string()
    .regex(/^\d{2}(\.\d{1,2})?$/, 'must be a PostgreSQL version such as 16')
    .meta({
      title: 'PostgreSQL version',
      description:
        'Major version, for the newest minor version AWS offers, or major.minor.',
    }),
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      'must begin with a letter and hold only lower case letters, digits and _',
    )
    .meta({
      title: 'Database name',
      description: 'Name of the first database.',
    }),
  minCapacity: z.number().min(0.5).max(256).multipleOf(0.5).meta({
    title: 'Minimum database capacity',
    description: 'Aurora capacity units, in halves.',
  }),
  maxCapacity: z.number().min(1).max(256).multipleOf(0.5).meta({
    title: 'Maximum database capacity',
    description: 'Aurora capacity units, in halves.',
  }),
  instances: whole(
    'Aurora instances',
    1,
    15,
    'One writer, the rest readers in other zones.',
  ),
  instanceClass: z
    .string()
    .regex(
      /^db\.[a-z0-9-]+\.[a-z0-9]+$/,
      'must be a database instance class such as db.t3.micro',
    )
    .meta({
      title: 'Database instance class',
      description: 'Instance class of RDS for PostgreSQL.',
    }),
  storageGiB: whole(
    'Database storage',
    20,
    65_536,
    'GiB of RDS for PostgreSQL.',
  ),
  multiAz: flag('Standby in a second zone', 'Multi-AZ for RDS for PostgreSQL.'),
  backupDays: whole('Backup days', 1, 35, 'Days automated backups are kept.'),
  backupWindow: timeOfDayWindow.meta({
    title: 'Backup window',
    description: 'UTC, hh:mm-hh:mm, at least 30 minutes.',
  }),
  maintenanceWindow: weeklyWindow.meta({
    title: 'Maintenance window',
    description: 'UTC, ddd:hh:mm-ddd:hh:mm, at least 30 minutes.',
  }),
});

const cache = z.strictObject({
  kind: oneOf(
    'Cache',
    ['none', 'replication-group', 'serverless'],
    'ElastiCache as a replication group, serverless, or none.',
  ),
  engine: oneOf('Cache engine', ['redis', 'valkey'], 'Redis OSS or Valkey.'),
  version: z
    .string()
    .regex(/^\d(\.\d)?$/, 'must be an engine version such as 7.1')
    .meta({
      title: 'Cache version',
      description:
        'Engine version. Serverless caches take the major version alone.',
    }),
  nodeType: z
    .string()
    .regex(
      /^cache\.[a-z0-9-]+\.[a-z0-9]+$/,
      'must be a cache node type such as cache.r7g.large',
    )
    .meta({
      title: 'Cache node type',
      description: 'Node type of the replication group.',
    }),
  nodes: whole(
    'Cache nodes',
    2,
    6,
    'Nodes of the replication group: one primary, the rest replicas in other zones.',
  ),
  snapshots: whole(
    'Cache snapshots',
    0,
    35,
    'Days a daily snapshot of the cache is kept.',
  ),
  maxStorageGiB: whole(
    'Maximum cache storage',
    1,
    5000,
    'GiB a serverless cache may grow to.',
  ),
  maxEcpu: whole(
    'Maximum cache ECPU',
    1000,
    15_000_000,
    'ElastiCache processing units per second a serverless cache may use.',
  ),
});

const storage = z.strictObject({
  enabled: flag(
    'Media storage',
    'EFS file system, mounted at /media in every task.',
  ),
  infrequentAccessDays: z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365]).meta({
    title: 'Days to infrequent access',
    description:
      'Days without access after which a file moves to the infrequent access class.',
  }),
});

const stream = z.strictObject({
  mode: oneOf(
    'Ingest stream',
    ['none', 'provisioned', 'on-demand'],
    'Kinesis data stream with a number of shards, on demand, or none.',
  ),
  shards: whole('Shards', 1, 500, 'Shards of a provisioned stream.'),
  retentionHours: whole(
    'Stream retention',
    24,
    8760,
    'Hours a record stays in the stream.',
  ),
  shardMetrics: flag(
    'Shard-level metrics',
    'All seven shard-level metrics of the stream.',
  ),
});

const deadLetters = z.strictObject({
  enabled: flag(
    'Dead-letter queue',
    'SQS queue for records the worker could not process.',
  ),
  retentionDays: whole(
    'Dead-letter retention',
    1,
    14,
    'Days a dead letter is kept.',
  ),
});

const registry = z.strictObject({
  enabled: flag('Image registry', 'ECR repository, scanned on push.'),
});

const encryption = z.strictObject({
  key: oneOf(
    'Encryption key',
    ['aws-managed', 'customer-managed'],
    'Keys AWS manages, or one rotated key of this environment for every store.',
  ),
});

/** Retentions CloudWatch Logs accepts, in days. */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
] as const;

const observability = z.strictObject({
  logRetentionDays: z.literal(logRetentionDays).meta({
    title: 'Log retention',
    description: 'Days logs are kept.',
  }),
  containerInsights: oneOf(
    'Container Insights',
    ['disabled', 'enabled', 'enhanced'],
    'Metrics of the cluster in CloudWatch.',
  ),
  alarms: flag('Alarms', 'CloudWatch alarms on every component.'),
  alarmEmail: emailAddress.optional().meta({
    title: 'Alarm e-mail',
    description: 'Address that receives the alarms, once it has confirmed.',
  }),
});

const secrets = z.strictObject({
  database: secretName.optional().meta({
    title: 'Database secret',
    description:
      'Name of an existing secret with username and password. Without one, RDS makes and rotates its own.',
  }),
  apiKeys: z.array(secretName).max(10).meta({
    title: 'API key secrets',
    description: 'Names of existing secrets the tasks may read.',
  }),
});

const identity = {
  suffix: z
    .string()
    .regex(
      /^(?=.{3,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'must be 3 to 20 characters: lower case letters, digits and single dashes, beginning with a letter and not ending with a dash',
    )
    .meta({
      title: 'Suffix',
      description:
        'Short name of the environment; every resource carries it. 3 to 20 characters: lower case letters, digits and single dashes.',
    }),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-west-2')
    .meta({
      title: 'Region',
      description: 'AWS region the environment lives in.',
    }),
  blueprint: oneOf(
    'Blueprint',
    blueprintIds,
    'Set of defaults the environment starts from.',
  ),
  owner: z
    .string()
    .regex(
      /^(group|user):[\w.-]+\/[\w.-]+$/i,
      'must be a group or user of the catalog, such as group:default/video',
    )
    .meta({
      title: 'Owner',
      description: 'Group or user that owns the environment.',
    }),
};

const account = z
  .string()
  .regex(/^\d{12}$/, 'must be an AWS account id of 12 digits')
  .optional()
  .meta({
    title: 'AWS account',
    description:
      'Account the environment lives in. Without one, the main account of the installation.',
  });

const costCenter = z
  .string()
  .regex(/^[\w .:/=+@-]{1,64}$/, 'must be 1 to 64 letters, digits or .:/=+@-_')
  .meta({
    title: 'Cost centre',
    description: 'Value of the CostCenter tag on every resource.',
  });

const tags = z
  .record(
    z
      .string()
      .regex(
        /^[\w .:/=+@-]{1,128}$/,
        'must have keys of 1 to 128 letters, digits or .:/=+@-_',
      ),
    z
      .string()
      .regex(
        /^[\w .:/=+@-]{0,256}$/,
        'must have values of at most 256 letters, digits or .:/=+@-_',
      ),
  )
  .meta({ title: 'Tags', description: 'Further tags for every resource.' });

const deletionProtection = flag(
  'Deletion protection',
  'Refuse to destroy the environment or its database until this is switched off.',
);

/** Everything there is to know about an environment before it exists. Complete: nothing is left to a default. */
export const environmentSpecSchema = z.strictObject({
  ...identity,
  account,
  costCenter,
  network,
  service,
  worker,
  api,
  database,
  cache,
  storage,
  stream,
  deadLetters,
  registry,
  encryption,
  observability,
  secrets,
  tags,
  deletionProtection,
});

/** What a person or a caller gives: who, where and which blueprint, and any value that differs from the blueprint's. */
export const environmentInputSchema = z.strictObject({
  ...identity,
  account,
  costCenter: costCenter.optional(),
  network: network.partial().optional(),
  service: service.partial().optional(),
  worker: worker.partial().optional(),
  api: api.partial().optional(),
  database: database.partial().optional(),
  cache: cache.partial().optional(),
  storage: storage.partial().optional(),
  stream: stream.partial().optional(),
  deadLetters: deadLetters.partial().optional(),
  registry: registry.partial().optional(),
  encryption: encryption.partial().optional(),
  observability: observability.partial().optional(),
  secrets: secrets.partial().optional(),
  tags: tags.optional(),
  deletionProtection: deletionProtection.optional(),
});

/** A complete, valid environment; made by `resolveSpec`, never by hand. */
export type EnvironmentSpec = z.infer<typeof environmentSpecSchema>;

/** What `resolveSpec` completes from the blueprint. */
export type EnvironmentInput = z.infer<typeof environmentInputSchema>;
