import {
  resolveSpec,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { bodyOf, templateOf } from '../__testUtils__/environment';
import {
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Body = PlatformEnvironment['body'];

/** Variables ECS sets in every task of the environment, and their sources. */
function injected(body: Body, expected: Record<string, unknown>) {
  const definitions = resourcesOf(body, 'AWS::ECS::TaskDefinition');
  expect(definitions).not.toEqual([]);
  for (const [, { ContainerDefinitions }] of definitions) {
    expect(ContainerDefinitions).toEqual([
      expect.objectContaining({
        Secrets: Object.entries(expected).map(([Name, ValueFrom]) => ({
          Name,
          ValueFrom,
        })),
      }),
    ]);
  }
}

const ofManaged = (database: 'DatabaseCluster' | 'DatabaseInstance') => {
  const field = (name: string) => ({
    'Fn::Join': [
      '',
      [
        { 'Fn::GetAtt': [database, 'MasterUserSecret.SecretArn'] },
        `:${name}::`,
      ],
    ],
  });
  return {
    DATABASE_USERNAME: field('username'),
    DATABASE_PASSWORD: field('password'),
  };
};

const ofExisting = (region: string, name: string) => ({
  'Fn::Sub': `arn:aws:secretsmanager:${region}:\${AWS::AccountId}:secret:${name}`,
});

/** The stack neither creates nor attaches nor rewrites any secret. */
const touchesNone = (body: Body) =>
  expect(
    Object.values(body.Resources)
      .map(({ Type }) => Type)
      .filter(type => type.startsWith('AWS::SecretsManager::')),
  ).toEqual([]);

const databaseSecret =
  (database: 'DatabaseCluster' | 'DatabaseInstance'): Cell[1] =>
  ({ body }) => {
    touchesNone(body);
    injected(body, ofManaged(database));
  };

/** Paths of the key in resources that support a customer-managed key. */
const keyPaths = {
  'AWS::RDS::DBCluster': 'KmsKeyId',
  'AWS::RDS::DBInstance': 'KmsKeyId',
  'AWS::EFS::FileSystem': 'KmsKeyId',
  'AWS::ElastiCache::ReplicationGroup': 'KmsKeyId',
  'AWS::ElastiCache::ServerlessCache': 'KmsKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::ECR::Repository': 'EncryptionConfiguration.KmsKey',
  'AWS::Logs::LogGroup': 'KmsKeyId',
} as const;

/** The key of each of them; the instances of an Aurora cluster use the cluster's. */
const keysOf = (body: Body) =>
  Object.entries(keyPaths).flatMap(([type, path]) =>
    resourcesOf(body, type)
      .filter(([, { DBInstanceClass }]) => DBInstanceClass !== 'db.serverless')
      .map(([id, properties]) => ({ id, key: valueAt(properties, path) })),
  );

/** No customer-managed key: AWS chooses, and Kinesis needs an explicit setting. */
const awsManaged: Cell[1] = ({ body, template }) => {
  template.resourceCountIs('AWS::KMS::Key', 0);
  expect(keysOf(body)).toEqual(
    keysOf(body).map(({ id }) => ({
      id,
      key: id === 'Stream' ? 'alias/aws/kinesis' : undefined,
    })),
  );
  for (const [, queue] of resourcesOf(body, 'AWS::SQS::Queue')) {
    expect(queue.SqsManagedSseEnabled).toBe(true);
  }
};

/** One rotated key, for these and for every log group. */
const customerManaged =
  (...ids: string[]): Cell[1] =>
  ({ body, template }) => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
    });
    const logs = resourcesOf(body, 'AWS::Logs::LogGroup').map(([id]) => id);
    expect(keysOf(body)).toEqual(
      [...ids, ...logs].map(id => ({
        id,
        key: { 'Fn::GetAtt': ['Key', 'Arn'] },
      })),
    );
  };

const cells = cellsOf('secrets', {
  secrets: {
    'media-processing': [
      'the database secret RDS makes, and API keys of existing secrets by name',
      environment => {
        databaseSecret('DatabaseCluster')(environment);
        const named = bodyOf('media-processing', {
          secrets: { apiKeys: ['video/keys'] },
        });
        touchesNone(named);
        injected(named, {
          ...ofManaged('DatabaseCluster'),
          API_KEY_1: ofExisting('eu-west-2', 'video/keys'),
        });
      },
    ],
    'content-delivery': [
      'the database secret RDS makes',
      databaseSecret('DatabaseInstance'),
    ],
    'video-pipeline': [
      'the database secret RDS makes',
      databaseSecret('DatabaseCluster'),
    ],
    broadcast: [
      'database password and API keys from existing secrets, the stack creates none and asks for both',
      ({ body, spec: { suffix, owner, region, blueprint } }) => {
        touchesNone(body);
        expect(JSON.stringify(body)).not.toContain('ManageMasterUserPassword');
        const ofDatabase = (field: string) => ({
          'Fn::Sub': `${
            ofExisting(region, 'streamflix/database')['Fn::Sub']
          }:${field}::`,
        });
        injected(body, {
          DATABASE_USERNAME: ofDatabase('username'),
          DATABASE_PASSWORD: ofDatabase('password'),
          API_KEY_1: ofExisting(region, 'streamflix/api-keys'),
        });
        const without = resolveSpec({ suffix, owner, region, blueprint });
        expect(without.ok || without.problems.map(({ path }) => path)).toEqual([
          'secrets.database',
          'secrets.apiKeys',
        ]);
      },
    ],
    complete: [
      'existing secrets by name, else the one RDS makes',
      environment => {
        databaseSecret('DatabaseCluster')(environment);
        const named = bodyOf('complete', {
          secrets: { database: 'video/db', apiKeys: ['video/keys'] },
        });
        touchesNone(named);
        expect(JSON.stringify(named)).not.toContain('ManageMasterUserPassword');
      },
    ],
  },

  'encryption keys': {
    'media-processing': ['AWS-managed', awsManaged],
    'content-delivery': ['AWS-managed', awsManaged],
    'video-pipeline': ['AWS-managed', awsManaged],
    broadcast: [
      'one customer-managed key, rotated, on database, EFS, cache, topic and logs',
      customerManaged('DatabaseInstance', 'FileSystem', 'Cache', 'AlarmTopic'),
    ],
    complete: [
      'one customer-managed key, rotated, on every store, the secret of the database, topic, registry and logs',
      environment => {
        customerManaged(
          'DatabaseCluster',
          'FileSystem',
          'Cache',
          'Stream',
          'DeadLetterQueue',
          'AlarmTopic',
          'Repository',
        )(environment);
        const key = { 'Fn::GetAtt': ['Key', 'Arn'] };
        environment.template.hasResourceProperties('AWS::RDS::DBCluster', {
          MasterUserSecret: { KmsKeyId: key },
        });
        const other = templateOf('complete', {
          cache: { kind: 'serverless' },
          database: { kind: 'rds' },
        });
        for (const type of [
          'AWS::ElastiCache::ServerlessCache',
          'AWS::RDS::DBInstance',
        ]) {
          other.hasResourceProperties(type, { KmsKeyId: key });
        }
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
