import { fieldsOf, stringsOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import { engineFamily } from '../../../services/engines/engineFamilies';
import { databaseClassProblem } from './databaseClassProblem';
import { isReservedWord } from './isReservedWord';
import { isRefusedRole } from './principals';
import {
  form,
  oneOf,
  isSet,
  isTrue,
  range,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';
import { windowRules } from './windowRules';

const api = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/';
const instance = `${api}API_CreateDBInstance.html`;
const cluster = `${api}API_CreateDBCluster.html`;
const guide = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/';

const engineOf = (candidate: Candidate) => textOf(candidate, 'Engine') ?? '';

/** Created from nothing: not a copy, whose properties come from its source, and not a part of a cluster. */
const isNew = (candidate: Candidate) =>
  ![
    'DBClusterIdentifier',
    'DBClusterSnapshotIdentifier',
    'DBSnapshotIdentifier',
    'GlobalClusterIdentifier',
    'ReplicationSourceIdentifier',
    'SnapshotIdentifier',
    'SourceDBClusterIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
    'SourceDBInstanceIdentifier',
    'SourceDbiResourceId',
  ].some(name =>
    name === 'DBClusterIdentifier'
      ? candidate.schema.type === 'AWS::RDS::DBInstance' &&
        isSet(candidate, name)
      : isSet(candidate, name),
  );

const engines =
  /^(aurora-(mysql|postgresql)|mysql|mariadb|postgres|custom-.+|oracle-.+|sqlserver-.+|db2-.+|neptune|docdb)$/;

const windows = (source: string) =>
  windowRules({
    source,
    daily: 'PreferredBackupWindow',
    name: 'backup',
    leastDaily: 30,
    leastWeekly: 30,
  });

const credentials = (source: string) => [
  rule(source, candidate =>
    isTrue(candidate, 'ManageMasterUserPassword') &&
    isSet(candidate, 'MasterUserPassword')
      ? "You can't specify MasterUserPassword when ManageMasterUserPassword is enabled."
      : undefined,
  ),
  rule(source, candidate =>
    isSet(candidate, 'MasterUserSecret') &&
    !isTrue(candidate, 'ManageMasterUserPassword')
      ? "You can't specify MasterUserSecretKmsKeyId unless ManageMasterUserPassword is enabled."
      : undefined,
  ),
  rule(
    source,
    candidate => {
      if (!isNew(candidate)) return undefined;
      if (!isSet(candidate, 'MasterUsername')) {
        return 'The parameter MasterUsername must be provided and must not be blank.';
      }
      return isTrue(candidate, 'ManageMasterUserPassword') ||
        isSet(candidate, 'MasterUserPassword') ||
        isTrue(candidate, 'EnableIAMDatabaseAuthentication')
        ? undefined
        : 'The parameter MasterUserPassword must be provided and must not be blank.';
    },
    'create',
  ),
  rule(source, candidate => {
    const password = textOf(candidate, 'MasterUserPassword');
    if (password === undefined) return undefined;
    if (password.length < 8) {
      return 'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.';
    }
    return /^[!#-.0-?A-~]+$/.test(password)
      ? undefined
      : "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.";
  }),
  rule(source, candidate => {
    const name = textOf(candidate, 'MasterUsername');
    if (name === undefined) return undefined;
    if (!/^[A-Za-z]\w{0,62}$/.test(name)) {
      return 'The parameter MasterUsername must begin with a letter and contain only alphanumeric characters and underscores.';
    }
    return isReservedWord(engineOf(candidate), name, 'user')
      ? `MasterUsername ${name} cannot be used as it is a reserved word used by the engine`
      : undefined;
  }),
  ...['DBName', 'DatabaseName'].map(property =>
    rule(source, candidate => {
      const name = textOf(candidate, property);
      if (name === undefined) return undefined;
      // MySQL allows one character more.
      const most = engineOf(candidate).includes('postgres') ? 63 : 64;
      if (!/^[A-Za-z]\w*$/.test(name) || name.length > most) {
        return `${property} must begin with a letter and contain only alphanumeric characters, at most ${most}.`;
      }
      return isReservedWord(engineOf(candidate), name, 'database')
        ? `${property} ${name} cannot be used. It is a reserved word for this engine`
        : undefined;
    }),
  ),
];

const encryption = (source: string) =>
  rule(source, candidate =>
    isSet(candidate, 'KmsKeyId') &&
    isNew(candidate) &&
    !isTrue(candidate, 'StorageEncrypted')
      ? "You can't specify KmsKeyId for storage that isn't encrypted. Set StorageEncrypted to true."
      : undefined,
  );

const logTypes: Readonly<Record<string, readonly string[]>> = {
  'aurora-mysql': [
    'audit',
    'error',
    'general',
    'iam-db-auth-error',
    'instance',
    'slowquery',
  ],
  'aurora-postgresql': ['iam-db-auth-error', 'instance', 'postgresql'],
  mariadb: ['audit', 'error', 'general', 'iam-db-auth-error', 'slowquery'],
  mysql: ['audit', 'error', 'general', 'iam-db-auth-error', 'slowquery'],
  postgres: ['iam-db-auth-error', 'postgresql', 'upgrade'],
};

const logExports = (source: string) =>
  rule(source, candidate => {
    const known = logTypes[engineOf(candidate)];
    const wrong = stringsOf(candidate.properties.EnableCloudwatchLogsExports)
      .filter(each => known && !known.includes(each))
      .map(each => `'${each}'`);
    return wrong.length > 0
      ? `You cannot use the log types ${wrong.join(
          ', ',
        )} with engine version ${engineOf(candidate)} ${
          textOf(candidate, 'EngineVersion') ?? ''
        }. For supported log types, see the documentation.`
      : undefined;
  });

/** A group that is not in the world is AWS's own, and its name holds its family. */
const parameterGroup = (source: string, property: string, type: string) =>
  rule(source, candidate => {
    const name = textOf(candidate, property);
    const version = textOf(candidate, 'EngineVersion');
    if (name === undefined) return undefined;
    const family =
      textOf(
        {
          properties:
            candidate.world.find(candidate.region, type, name)?.properties ??
            {},
        },
        'Family',
      ) ?? (/^default\.(.+)$/.exec(name) ?? [])[1];
    if (family === undefined) return undefined;
    const expected =
      version === undefined
        ? `${engineOf(candidate)} and its default version`
        : engineFamily(engineOf(candidate), version);
    // AWS chooses the version that is not named, but not the engine.
    const isUsable =
      version === undefined
        ? family.replace(/[\d.]+$/, '') === engineOf(candidate)
        : family === expected;
    return isUsable
      ? undefined
      : `The parameter group ${name} with DBParameterGroupFamily ${family} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${expected}`;
  });

const parameterFamily = form(
  `${api}API_CreateDBParameterGroup.html`,
  'Family',
  /^((aurora-)?(mysql\d\.\d+|postgresql1\d)|postgres(9\.6|1\d)|mariadb\d+\.\d+|(?!aurora|mysql|postgres|mariadb).+)$/,
  family =>
    `DBParameterGroupFamily ${family} is not a valid parameter group family`,
);

const engine = (source: string) =>
  rule(source, candidate => {
    if (!isSet(candidate, 'Engine')) {
      return isNew(candidate)
        ? 'The parameter Engine must be provided and must not be blank.'
        : undefined;
    }
    return engines.test(engineOf(candidate))
      ? undefined
      : `Invalid DB engine: ${engineOf(candidate)}`;
  });

const storageRanges: Readonly<Record<string, readonly [number, number]>> = {
  gp2: [20, 65_536],
  gp3: [20, 65_536],
  io1: [100, 65_536],
  io2: [100, 65_536],
  standard: [5, 3072],
};

const isAurora = (candidate: Candidate) =>
  engineOf(candidate).startsWith('aurora');

const storage = rule(`${guide}CHAP_Storage.html`, candidate => {
  if (isAurora(candidate) || !isNew(candidate)) return undefined;
  const type = textOf(candidate, 'StorageType') ?? 'gp2';
  const size = textOf(candidate, 'AllocatedStorage');
  if (size === undefined) {
    return isSet(candidate, 'AllocatedStorage')
      ? undefined
      : 'The parameter AllocatedStorage must be provided and must not be blank.';
  }
  const [least, most] = storageRanges[type] ?? [1, Infinity];
  const invalid = (value: string) =>
    `Invalid storage size for engine name ${engineOf(
      candidate,
    )} and storage type ${type}: ${value}`;
  if (!(Number(size) >= least && Number(size) <= most)) return invalid(size);
  if (/^io[12]$/.test(type) && !isSet(candidate, 'Iops')) {
    return `The parameter Iops must be provided for storage type ${type}.`;
  }
  const perGiB = Number(textOf(candidate, 'Iops')) / Number(size);
  const mostPerGiB = type === 'io1' ? 50 : 1000;
  const isOpen = /mysql|mariadb|postgres/.test(engineOf(candidate));
  if (
    isOpen &&
    /^io[12]$/.test(type) &&
    !(perGiB >= 0.5 && perGiB <= mostPerGiB)
  ) {
    return `The IOPS to GiB ratio must be between 0.5 and ${mostPerGiB}`;
  }
  const limit = textOf(candidate, 'MaxAllocatedStorage');
  return limit !== undefined && Number(limit) * 10 < Number(size) * 11
    ? `Invalid max storage size for engine name ${engineOf(
        candidate,
      )} and storage type ${type}: ${limit}`
    : undefined;
});

const storageTypes = rule(`${guide}CHAP_Storage.html`, candidate => {
  const type = textOf(candidate, 'StorageType');
  if (type === undefined) return undefined;
  const allowed = isAurora(candidate)
    ? ['aurora', 'aurora-iopt1']
    : Object.keys(storageRanges);
  if (!allowed.includes(type)) return `Invalid storage type: ${type}`;
  if (isSet(candidate, 'Iops') && ['gp2', 'standard'].includes(type)) {
    return `You can't specify IOPS for storage type ${type}.`;
  }
  return isSet(candidate, 'StorageThroughput') && type !== 'gp3'
    ? `You can't specify storage throughput for storage type ${type}.`
    : undefined;
});

/** Of gp3, by the GiB from which it can be chosen and the range from there on. */
const performance = rule(`${guide}CHAP_Storage.html`, candidate => {
  if (textOf(candidate, 'StorageType') !== 'gp3') return undefined;
  const size = Number(textOf(candidate, 'AllocatedStorage'));
  const iops = textOf(candidate, 'Iops');
  const throughput = textOf(candidate, 'StorageThroughput');
  const isOpen = /mysql|mariadb|postgres/.test(engineOf(candidate));
  if (!isOpen || !(size > 0)) return undefined;
  if (size < 400) {
    return iops === undefined && throughput === undefined
      ? undefined
      : `You can't specify IOPS or storage throughput for engine ${engineOf(
          candidate,
        )} and a storage size less than 400.`;
  }
  const within = (value: string | undefined, from: number, to: number) =>
    value === undefined || (Number(value) >= from && Number(value) <= to);
  return within(iops, 12_000, 64_000) && within(throughput, 500, 4000)
    ? undefined
    : `Invalid iops or throughput value for engine name ${engineOf(
        candidate,
      )} and storage type gp3: IOPS are from 12000 to 64000, the throughput from 500 to 4000.`;
});

const zone = rule(instance, candidate => {
  const name = textOf(candidate, 'AvailabilityZone');
  return name === undefined || name.startsWith(candidate.region)
    ? undefined
    : `Invalid availability zone: ${name}`;
});

const advancedInsights = rule(
  `${guide}USER_DatabaseInsights.TurningOnAdvanced.html`,
  candidate => {
    if (textOf(candidate, 'DatabaseInsightsMode') !== 'advanced') {
      return undefined;
    }
    const days = textOf(candidate, 'PerformanceInsightsRetentionPeriod') ?? '7';
    const isOff = ['EnablePerformanceInsights', 'PerformanceInsightsEnabled']
      .map(name => textOf(candidate, name))
      .includes('false');
    return isOff || Number(days) < 465
      ? 'To enable the Advanced mode of Database Insights, enable Performance Insights and set its retention period to at least 465 days.'
      : undefined;
  },
);

/** A database that the internet reaches is in a network with an internet gateway. */
const publicNetwork = rule(
  `${guide}USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  candidate => {
    if (!isTrue(candidate, 'PubliclyAccessible')) return undefined;
    const { world, region } = candidate;
    const subnets = world.find(
      region,
      'AWS::RDS::DBSubnetGroup',
      textOf(candidate, 'DBSubnetGroupName')?.toLowerCase() ?? '',
    )?.properties.SubnetIds;
    const [subnet] = stringsOf(subnets);
    const vpc = world.find(region, 'AWS::EC2::Subnet', subnet ?? '')?.properties
      .VpcId;
    const isClosed =
      vpc !== undefined &&
      !having(candidate, 'AWS::EC2::VPCGatewayAttachment', 'VpcId', vpc).some(
        ({ properties }) => properties.InternetGatewayId !== undefined,
      );
    return isClosed
      ? 'Cannot create a publicly accessible DBInstance. The specified VPC has no internet gateway attached. Update the VPC and then try again.'
      : undefined;
  },
);

/** Instances and clusters name the switch and the key differently. */
const insights = (source: string, enabled: string, key: string) =>
  rule(source, candidate => {
    if (isSet(candidate, key) && !isTrue(candidate, enabled)) {
      return `To enable Performance Insights, ${enabled} must be set to true.`;
    }
    const days = textOf(candidate, 'PerformanceInsightsRetentionPeriod');
    if (days === undefined) return undefined;
    if (textOf(candidate, enabled) === 'false') {
      return 'To set the retention period of Performance Insights, enable Performance Insights.';
    }
    const number = Number(days);
    const isAllowed =
      number === 7 ||
      number === 731 ||
      (number % 31 === 0 && number >= 31 && number <= 713);
    return isAllowed
      ? undefined
      : `Invalid Performance Insights retention period: ${days}. Valid values are 7, 731, and month * 31, where month is from 1 to 23.`;
  });

const clusterOf = (candidate: Candidate) => {
  const id = textOf(candidate, 'DBClusterIdentifier');
  return id === undefined
    ? undefined
    : candidate.world.find(
        candidate.region,
        'AWS::RDS::DBCluster',
        id.toLowerCase(),
      );
};

/** What an instance of a cluster leaves to the cluster. */
const ofCluster: Readonly<Record<string, string>> = {
  DBName: 'database name',
  MasterUserPassword: 'master user password',
  MasterUsername: 'master user name',
  VPCSecurityGroups: 'vpc security group',
};

const membership = [
  rule(instance, candidate =>
    isAurora(candidate) && !isSet(candidate, 'DBClusterIdentifier')
      ? 'The parameter DBClusterIdentifier must be provided and must not be blank.'
      : undefined,
  ),
  rule(instance, candidate => {
    const owner = clusterOf(candidate)?.properties.Engine;
    return owner === undefined || owner === engineOf(candidate)
      ? undefined
      : `The engine name requested for your DB instance (${engineOf(
          candidate,
        )}) is incompatible with the engine name of your DB cluster (${owner}).`;
  }),
  rule(instance, candidate => {
    const found = isSet(candidate, 'DBClusterIdentifier')
      ? Object.entries(ofCluster).find(([name]) => isSet(candidate, name))
      : undefined;
    return (
      found &&
      `The requested DB Instance will be a member of a DB Cluster. Set ${found[1]} for the DB Cluster.`
    );
  }),
  rule(instance, candidate => {
    const owner = clusterOf(candidate);
    return owner &&
      textOf(candidate, 'DBInstanceClass') === 'db.serverless' &&
      owner.properties.ServerlessV2ScalingConfiguration === undefined
      ? 'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.'
      : undefined;
  }),
];

const monitoring = rule(instance, candidate => {
  const seconds = Number(textOf(candidate, 'MonitoringInterval') ?? 0);
  if (![0, 1, 5, 10, 15, 30, 60].includes(seconds)) {
    return `Invalid monitoring interval: ${seconds}. Valid values are 0, 1, 5, 10, 15, 30, 60.`;
  }
  if (seconds > 0 && !isSet(candidate, 'MonitoringRoleArn')) {
    return 'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.';
  }
  return seconds > 0 &&
    isRefusedRole(
      candidate,
      textOf(candidate, 'MonitoringRoleArn'),
      'monitoring.rds.amazonaws.com',
    )
    ? 'IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING'
    : undefined;
});

/** Engines that have only one licence. */
const licenses: Readonly<Record<string, string>> = {
  mariadb: 'general-public-license',
  mysql: 'general-public-license',
  postgres: 'postgresql-license',
};

const license = rule(instance, candidate => {
  const name = textOf(candidate, 'LicenseModel');
  const only = licenses[engineOf(candidate)];
  return name === undefined || only === undefined || name === only
    ? undefined
    : `Invalid license model '${name}' for engine '${engineOf(
        candidate,
      )}'. Valid license models are: ${only}.`;
});

const capacity = rule(
  'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html',
  candidate => {
    const { MinCapacity, MaxCapacity, SecondsUntilAutoPause } = fieldsOf(
      candidate.properties.ServerlessV2ScalingConfiguration,
    );
    if (MinCapacity === undefined && MaxCapacity === undefined) {
      return undefined;
    }
    const pause = SecondsUntilAutoPause;
    if (
      pause !== undefined &&
      !(Number(pause) >= 300 && Number(pause) <= 86_400)
    ) {
      return `SecondsUntilAutoPause ${String(
        pause,
      )} isn't valid. It must be from 300 to 86400.`;
    }
    const [least, most] = [Number(MinCapacity), Number(MaxCapacity)];
    const wrong = [least, most].find(units => (units * 2) % 1 !== 0);
    if (wrong !== undefined) {
      return `Serverless v2 capacity ${wrong} isn't valid. Specify a capacity in increments of 0.5 ACUs.`;
    }
    if (least < 0 || least > 256) {
      return `Serverless v2 minimum capacity ${least} isn't valid. It must be from 0 to 256.`;
    }
    if (most < 1 || most > 256) {
      return `Serverless v2 maximum capacity ${most} isn't valid. The maximum capacity must be from 1 to 256.`;
    }
    return least > most
      ? `Serverless v2 maximum capacity ${most} must be greater than or equal to the minimum capacity ${least}.`
      : undefined;
  },
);

const port = (source: string) =>
  range(
    source,
    'Port',
    [1150, 65_535],
    value => `Invalid port ${value}. The port must be from 1150 to 65535.`,
  );

/** Relational Database Service. */
export const rdsRules: ServiceRules = {
  service: 'Rds',
  rules: {
    'AWS::RDS::DBInstance': [
      engine(instance),
      ...membership,
      rule(`${guide}Concepts.DBInstanceClass.html`, candidate =>
        databaseClassProblem(
          engineOf(candidate),
          textOf(candidate, 'EngineVersion'),
          textOf(candidate, 'DBInstanceClass'),
        ),
      ),
      storage,
      storageTypes,
      performance,
      zone,
      form(
        `${guide}UsingWithRDS.SSL.html`,
        'CACertificateIdentifier',
        /^rds-ca-(2019|[a-z]+\d+-g\d+)$/,
        name => `CertificateNotFound: ${name}`,
      ),
      range(
        instance,
        'PromotionTier',
        [0, 15],
        tier => `Invalid promotion tier: ${tier}. Valid values are 0 to 15.`,
      ),
      ...credentials(instance),
      range(
        instance,
        'BackupRetentionPeriod',
        [0, 35],
        days =>
          `Invalid backup retention period: ${days}. Must be between 0 and 35`,
      ),
      insights(
        instance,
        'EnablePerformanceInsights',
        'PerformanceInsightsKMSKeyId',
      ),
      advancedInsights,
      publicNetwork,
      monitoring,
      license,
      oneOf(instance, 'NetworkType', ['IPV4', 'DUAL']),
      parameterGroup(
        `${guide}USER_WorkingWithParamGroups.html`,
        'DBParameterGroupName',
        'AWS::RDS::DBParameterGroup',
      ),
      logExports(instance),
      encryption(instance),
      ...windows(instance),
      port(instance),
      rule(instance, candidate =>
        isTrue(candidate, 'MultiAZ') && isSet(candidate, 'AvailabilityZone')
          ? 'Requesting a specific availability zone is not valid for Multi-AZ instances.'
          : undefined,
      ),
    ],
    'AWS::RDS::DBCluster': [
      engine(cluster),
      ...credentials(cluster),
      range(
        cluster,
        'BackupRetentionPeriod',
        [1, 35],
        days =>
          `Invalid backup retention period: ${days}. Must be between 1 and 35`,
      ),
      parameterGroup(
        `${guide}USER_WorkingWithParamGroups.html`,
        'DBClusterParameterGroupName',
        'AWS::RDS::DBClusterParameterGroup',
      ),
      logExports(cluster),
      encryption(cluster),
      capacity,
      insights(
        cluster,
        'PerformanceInsightsEnabled',
        'PerformanceInsightsKmsKeyId',
      ),
      advancedInsights,
      monitoring,
      storageTypes,
      form(
        `${guide.replace(
          'UserGuide',
          'AuroraUserGuide',
        )}aurora-serverless.html`,
        'EngineMode',
        /^(?!serverless$)/,
        mode =>
          `The engine mode ${mode} you requested is currently unavailable.`,
      ),
      form(
        `${guide}multi-az-db-clusters-concepts.html`,
        'DBClusterInstanceClass',
        // Classes with local storage.
        /^db\.[a-z]\d[a-z]*d[a-z]*\./,
        name =>
          `RDS does not support creating a DB cluster with the following combination: DBClusterInstanceClass=${name}`,
      ),
      oneOf(cluster, 'EngineMode', [
        'provisioned',
        'parallelquery',
        'global',
        'multimaster',
      ]),
      rule(cluster, candidate =>
        isSet(candidate, 'BacktrackWindow') &&
        engineOf(candidate) !== 'aurora-mysql'
          ? `Backtrack is not enabled for the ${engineOf(candidate)} engine.`
          : undefined,
      ),
      ...windows(cluster),
      port(cluster),
    ],
    'AWS::RDS::DBParameterGroup': [parameterFamily],
    'AWS::RDS::DBClusterParameterGroup': [parameterFamily],
    'AWS::RDS::DBSubnetGroup': [
      form(
        `${api}API_CreateDBSubnetGroup.html`,
        'DBSubnetGroupName',
        /^(?!default$)[A-Za-z][\w. -]{0,254}$/i,
        name =>
          `The parameter DBSubnetGroupName is not a valid identifier: ${name}. It must begin with a letter, contain only letters, digits, periods, underscores, spaces and hyphens, and not be "default".`,
      ),
    ],
  },
};
