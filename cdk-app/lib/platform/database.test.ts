import { Match } from 'aws-cdk-lib/assertions';
import {
  AuroraPostgresEngineVersion,
  PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import { templateOf } from '../__testUtils__/environment';
import {
  cellsOf,
  resourcesOf,
  type Cell,
} from '../__testUtils__/platformTable';

/** The newest minor version CDK knows of a major one; a newer CDK reveals newer ones. */
function newest(versions: object, major: number): string {
  const minors = Object.keys(versions)
    .map(name => new RegExp(`^VER_${major}_(\\d+)$`).exec(name)?.[1])
    .filter(minor => minor !== undefined)
    .map(Number);
  return `${major}.${Math.max(...minors)}`;
}

interface Aurora {
  major: number;
  name: string;
  /** Capacity units. */
  capacity: [min: number, max: number];
  maintenance: string;
}

const aurora =
  ({ major, name, capacity, maintenance }: Aurora): Cell[1] =>
  ({ template, body }) => {
    const [MinCapacity, MaxCapacity] = capacity;
    template.resourceCountIs('AWS::RDS::DBCluster', 1);
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      Engine: 'aurora-postgresql',
      EngineVersion: newest(AuroraPostgresEngineVersion, major),
      ServerlessV2ScalingConfiguration: { MinCapacity, MaxCapacity },
      DatabaseName: name,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '03:00-04:00',
      PreferredMaintenanceWindow: maintenance,
      StorageEncrypted: true,
      DBClusterParameterGroupName: { Ref: 'DatabaseParameters' },
      DBSubnetGroupName: { Ref: 'DatabaseSubnets' },
      VpcSecurityGroupIds: [{ Ref: 'DatabaseSecurityGroup' }],
    });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: `aurora-postgresql${major}`,
      Parameters: { 'rds.force_ssl': '1' },
    });
    // Two instances, in two zones.
    expect(
      resourcesOf(body, 'AWS::RDS::DBInstance').map(([, instance]) => instance),
    ).toEqual(
      ['writer', 'reader-1'].map((role, zone) =>
        expect.objectContaining({
          DBInstanceIdentifier: `${role}-demo`,
          DBClusterIdentifier: { Ref: 'DatabaseCluster' },
          DBInstanceClass: 'db.serverless',
          AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
          PubliclyAccessible: false,
        }),
      ),
    );
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: [{ Ref: 'PrivateSubnet1' }, { Ref: 'PrivateSubnet2' }],
    });
  };

interface Rds {
  major: number;
  instanceClass: string;
  backupDays: number;
}

const rds =
  ({ major, instanceClass, backupDays }: Rds): Cell[1] =>
  ({ template }) => {
    template.resourceCountIs('AWS::RDS::DBCluster', 0);
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'postgres',
      EngineVersion: newest(PostgresEngineVersion, major),
      DBInstanceClass: instanceClass,
      AllocatedStorage: '20',
      MultiAZ: true,
      DBName: 'streamflix',
      BackupRetentionPeriod: backupDays,
      DeleteAutomatedBackups: true,
      StorageEncrypted: true,
      PubliclyAccessible: false,
      DBParameterGroupName: { Ref: 'DatabaseInstanceParameters' },
      DBSubnetGroupName: { Ref: 'DatabaseSubnets' },
      VPCSecurityGroups: [{ Ref: 'DatabaseSecurityGroup' }],
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: `postgres${major}`,
      Parameters: { 'rds.force_ssl': '1' },
    });
  };

/** RDS creates, stores and rotates the secret. */
const managed =
  (type: 'DBCluster' | 'DBInstance', keyArn?: object): Cell[1] =>
  ({ template }) => {
    template.hasResourceProperties(`AWS::RDS::${type}`, {
      MasterUsername: 'streamflix',
      ManageMasterUserPassword: true,
      MasterUserPassword: Match.absent(),
      MasterUserSecret: keyArn ? { KmsKeyId: keyArn } : Match.absent(),
    });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  };

/** CloudFormation reads the secret when needed; nothing attaches it, which would rewrite it. */
const existing =
  (type: 'DBCluster' | 'DBInstance', name: string) =>
  ({ template }: Pick<Parameters<Cell[1]>[0], 'template'>) => {
    template.hasResourceProperties(`AWS::RDS::${type}`, {
      MasterUsername: `{{resolve:secretsmanager:${name}:SecretString:username}}`,
      MasterUserPassword: `{{resolve:secretsmanager:${name}:SecretString:password}}`,
      ManageMasterUserPassword: Match.absent(),
      MasterUserSecret: Match.absent(),
    });
    for (const resource of [
      'Secret',
      'SecretTargetAttachment',
      'RotationSchedule',
      'ResourcePolicy',
    ]) {
      template.resourceCountIs(`AWS::SecretsManager::${resource}`, 0);
    }
  };

const cells = cellsOf('database', {
  database: {
    'media-processing': [
      'Aurora PostgreSQL Serverless v2, 16 at its newest, 0.5–16 ACU, 2 instances in 2 zones, streamflixdb, backups 7 days at 03:00–04:00, maintenance Mon 04:00–05:00',
      aurora({
        major: 16,
        name: 'streamflixdb',
        capacity: [0.5, 16],
        maintenance: 'mon:04:00-mon:05:00',
      }),
    ],
    'content-delivery': [
      'RDS PostgreSQL, 15 at its newest, db.t3.micro, 20 GiB, Multi-AZ, streamflix',
      rds({ major: 15, instanceClass: 'db.t3.micro', backupDays: 7 }),
    ],
    'video-pipeline': [
      'Aurora PostgreSQL Serverless v2, 15 at its newest, 0.5–2 ACU, with instances, backups 7 days at 03:00–04:00, maintenance Sun 04:00–05:00',
      aurora({
        major: 15,
        name: 'streamflix',
        capacity: [0.5, 2],
        maintenance: 'sun:04:00-sun:05:00',
      }),
    ],
    broadcast: [
      'RDS PostgreSQL, Multi-AZ, automated backups for one day',
      rds({ major: 16, instanceClass: 'db.t4g.medium', backupDays: 1 }),
    ],
    complete: [
      'Aurora 16, 0.5–4 ACU, or RDS when asked',
      environment => {
        aurora({
          major: 16,
          name: 'streamflix',
          capacity: [0.5, 4],
          maintenance: 'sun:04:00-sun:05:00',
        })(environment);
        rds({ major: 16, instanceClass: 'db.t4g.medium', backupDays: 7 })({
          ...environment,
          template: templateOf('complete', { database: { kind: 'rds' } }),
        });
      },
    ],
  },

  'database credentials': {
    'media-processing': ['RDS-managed', managed('DBCluster')],
    'content-delivery': ['RDS-managed', managed('DBInstance')],
    'video-pipeline': ['RDS-managed', managed('DBCluster')],
    broadcast: [
      'an existing secret, by name',
      existing('DBInstance', 'streamflix/database'),
    ],
    complete: [
      'RDS-managed, or an existing secret by name for Aurora and for RDS',
      environment => {
        managed('DBCluster', { 'Fn::GetAtt': ['Key', 'Arn'] })(environment);
        const secrets = { database: 'video/db' };
        existing(
          'DBCluster',
          'video/db',
        )({ template: templateOf('complete', { secrets }) });
        existing(
          'DBInstance',
          'video/db',
        )({
          template: templateOf('complete', {
            secrets,
            database: { kind: 'rds' },
          }),
        });
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
