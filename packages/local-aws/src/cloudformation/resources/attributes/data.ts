import { shortRegion } from '../../../world/availabilityZones';
import type { ValueGenerator } from '../ValueGenerator';
import { type AttributeTable, id, nameFrom } from './AttributeTable';

const DATABASE_PORT = (engine = '') =>
  /mysql|maria/.test(engine) ? 3306 : 5432;

const port = (generate: ValueGenerator) =>
  generate.text('Port') ?? String(DATABASE_PORT(generate.text('Engine')));

const clusterId = nameFrom('DBClusterIdentifier', 63, 'lower');
const instanceId = nameFrom('DBInstanceIdentifier', 63, 'lower');

const clusterHost = (part: string) => (generate: ValueGenerator) =>
  `${clusterId(generate)}.${part}-${generate.accountCode(12)}.${
    generate.region
  }.rds.amazonaws.com`;

/** With `ManageMasterUserPassword`, RDS stores the master user's password in a secret that it manages. */
const managedSecret = (kind: 'cluster' | 'db') => (generate: ValueGenerator) =>
  String(generate.property('ManageMasterUserPassword')) === 'true'
    ? generate.arn(
        'secretsmanager',
        `secret:rds!${kind}-${generate.uuid('secret')}-${generate.code(
          6,
          'secret',
        )}`,
      )
    : undefined;

/** An instance of a cluster uses the cluster's port. */
const instancePort = (generate: ValueGenerator) => {
  const { world } = generate.options;
  const cluster = world.find(
    generate.region,
    'AWS::RDS::DBCluster',
    (generate.text('DBClusterIdentifier') ?? '').toLowerCase(),
  );
  const clusterPort = cluster?.attributes['Endpoint.Port'];
  return clusterPort === undefined ? port(generate) : String(clusterPort);
};

const cacheId = nameFrom('ReplicationGroupId', 40, 'lower');
const cachePort = (generate: ValueGenerator) => generate.text('Port') ?? '6379';
const isTrue = (generate: ValueGenerator, name: string) =>
  String(generate.property(name)) === 'true';

const isSharded = (generate: ValueGenerator) =>
  generate.text('ClusterMode') === 'enabled' ||
  Number(generate.property('NumNodeGroups') ?? 1) > 1;

const cacheDomain = (generate: ValueGenerator) =>
  `${generate.accountCode(6)}.${shortRegion(
    generate.region,
  )}.cache.amazonaws.com`;

/** With TLS the role is the first label of the host name, without TLS a suffix of the id. */
const cacheHost =
  (role: string, suffix: string) => (generate: ValueGenerator) =>
    isTrue(generate, 'TransitEncryptionEnabled')
      ? `${role}.${cacheId(generate)}.${cacheDomain(generate)}`
      : `${cacheId(generate)}${suffix}.${generate.accountCode(
          6,
        )}.ng.0001.${shortRegion(generate.region)}.cache.amazonaws.com`;

const unlessSharded =
  (rule: (generate: ValueGenerator) => unknown) => (generate: ValueGenerator) =>
    isSharded(generate) ? undefined : rule(generate);
const whenSharded =
  (rule: (generate: ValueGenerator) => unknown) => (generate: ValueGenerator) =>
    isSharded(generate) ? rule(generate) : undefined;

const serverlessHost = (generate: ValueGenerator) =>
  `${nameFrom(
    'ServerlessCacheName',
    40,
    'lower',
  )(generate)}-${generate.accountCode(6)}.serverless.${shortRegion(
    generate.region,
  )}.cache.amazonaws.com`;

const queueName = (generate: ValueGenerator) => {
  const name = nameFrom('QueueName', 75)(generate);
  return isTrue(generate, 'FifoQueue') && !name.endsWith('.fifo')
    ? `${name}.fifo`
    : name;
};
const topicName = nameFrom('TopicName', 256);
const bucketName = nameFrom('BucketName', 63, 'lower');
const repositoryName = nameFrom('RepositoryName', 256, 'lower');
const logGroupName = nameFrom('LogGroupName', 512);

/** Generated attributes of resources that store data. */
export const dataAttributes: AttributeTable = {
  'AWS::RDS::DBCluster': {
    DBClusterIdentifier: clusterId,
    DBClusterArn: generate =>
      generate.arn('rds', `cluster:${clusterId(generate)}`),
    DBClusterResourceId: generate => `cluster-${generate.upper(26)}`,
    'Endpoint.Address': clusterHost('cluster'),
    'Endpoint.Port': port,
    'ReadEndpoint.Address': clusterHost('cluster-ro'),
    'MasterUserSecret.SecretArn': managedSecret('cluster'),
  },
  'AWS::RDS::DBInstance': {
    DBInstanceIdentifier: instanceId,
    DBInstanceArn: generate =>
      generate.arn('rds', `db:${instanceId(generate)}`),
    DbiResourceId: generate => `db-${generate.upper(26)}`,
    'Endpoint.Address': generate =>
      `${instanceId(generate)}.${generate.accountCode(12)}.${
        generate.region
      }.rds.amazonaws.com`,
    'Endpoint.Port': instancePort,
    'Endpoint.HostedZoneId': generate =>
      `Z${generate.accountCode(13).toUpperCase()}`,
    'MasterUserSecret.SecretArn': managedSecret('db'),
    DBInstanceStatus: () => 'available',
    'CertificateDetails.CAIdentifier': () => 'rds-ca-rsa2048-g1',
  },

  'AWS::ElastiCache::ReplicationGroup': {
    ReplicationGroupId: cacheId,
    'PrimaryEndPoint.Address': unlessSharded(cacheHost('master', '')),
    'PrimaryEndPoint.Port': unlessSharded(cachePort),
    'ReaderEndPoint.Address': unlessSharded(cacheHost('replica', '-ro')),
    'ReaderEndPoint.Port': unlessSharded(cachePort),
    'ReadEndPoint.Addresses': unlessSharded(
      generate => `[${cacheHost('replica', '-ro')(generate)}]`,
    ),
    'ReadEndPoint.AddressesList': unlessSharded(generate => [
      cacheHost('replica', '-ro')(generate),
    ]),
    'ReadEndPoint.Ports': unlessSharded(generate => `[${cachePort(generate)}]`),
    'ReadEndPoint.PortsList': unlessSharded(generate => [cachePort(generate)]),
    'ConfigurationEndPoint.Address': whenSharded(
      cacheHost('clustercfg', '.clustercfg'),
    ),
    'ConfigurationEndPoint.Port': whenSharded(cachePort),
  },
  'AWS::ElastiCache::ServerlessCache': {
    ARN: generate =>
      generate.arn(
        'elasticache',
        `serverlesscache:${nameFrom(
          'ServerlessCacheName',
          40,
          'lower',
        )(generate)}`,
      ),
    'Endpoint.Address': serverlessHost,
    'Endpoint.Port': () => '6379',
    'ReaderEndpoint.Address': serverlessHost,
    'ReaderEndpoint.Port': () => '6380',
    FullEngineVersion: generate => {
      const major = generate.text('MajorEngineVersion') ?? '7';
      return major.includes('.') ? major : `${major}.1`;
    },
    Status: () => 'available',
    CreateTime: generate => generate.options.world.now().toISOString(),
  },

  'AWS::EFS::AccessPoint': { AccessPointId: id('fsap') },
  'AWS::EFS::FileSystem': { FileSystemId: id('fs') },

  'AWS::Kinesis::StreamConsumer': {
    ConsumerARN: generate =>
      `${generate.text('StreamARN')}/consumer/${generate.text(
        'ConsumerName',
      )}:${generate.digits(10)}`,
    ConsumerStatus: () => 'ACTIVE',
  },
  'AWS::SNS::Subscription': {
    Arn: generate => `${generate.text('TopicArn')}:${generate.uuid()}`,
  },
  'AWS::SNS::Topic': {
    TopicArn: generate => generate.arn('sns', topicName(generate)),
    TopicName: topicName,
  },
  'AWS::SQS::Queue': {
    QueueUrl: generate =>
      `https://sqs.${generate.region}.amazonaws.com/${
        generate.accountId
      }/${queueName(generate)}`,
    QueueName: queueName,
    Arn: generate => generate.arn('sqs', queueName(generate)),
  },

  'AWS::ECR::Repository': {
    RepositoryName: repositoryName,
    RepositoryUri: generate =>
      `${generate.accountId}.dkr.ecr.${
        generate.region
      }.amazonaws.com/${repositoryName(generate)}`,
  },
  'AWS::KMS::Key': {
    KeyId: generate => generate.uuid(),
    Arn: generate => generate.arn('kms', `key/${generate.uuid()}`),
  },
  'AWS::SecretsManager::Secret': {
    Id: generate =>
      generate.arn(
        'secretsmanager',
        `secret:${generate.text('Name') ?? generate.name(512)}-${generate.code(
          6,
        )}`,
      ),
  },
  'AWS::Logs::LogGroup': {
    // Ends with `:*` as in CloudFormation, unlike the ARN in most policies.
    Arn: generate =>
      generate.arn('logs', `log-group:${logGroupName(generate)}:*`),
  },
  'AWS::S3::Bucket': {
    BucketName: bucketName,
    DomainName: generate => `${bucketName(generate)}.s3.amazonaws.com`,
    DualStackDomainName: generate =>
      `${bucketName(generate)}.s3.dualstack.${generate.region}.amazonaws.com`,
    RegionalDomainName: generate =>
      `${bucketName(generate)}.s3.${generate.region}.amazonaws.com`,
    WebsiteURL: generate =>
      `http://${bucketName(generate)}.s3-website-${
        generate.region
      }.amazonaws.com`,
  },
  'AWS::CloudFront::Distribution': {
    Id: generate => `E${generate.upper(13)}`,
    DomainName: generate => `d${generate.code(13)}.cloudfront.net`,
  },
};
