import type { Identity } from '../ValueGenerator';
import {
  type AttributeTable,
  id,
  nameFrom,
  shortRegion,
} from './AttributeTable';

const DATABASE_PORT = (engine = '') =>
  /mysql|maria/.test(engine) ? 3306 : 5432;

const port = (self: Identity) =>
  self.text('Port') ?? String(DATABASE_PORT(self.text('Engine')));

const clusterId = nameFrom('DBClusterIdentifier', 63, 'lower');
const instanceId = nameFrom('DBInstanceIdentifier', 63, 'lower');

const clusterHost = (part: string) => (self: Identity) =>
  `${clusterId(self)}.${part}-${self.accountCode(12)}.${
    self.region
  }.rds.amazonaws.com`;

/** With `ManageMasterUserPassword`, RDS stores the master user's password in a secret that it manages. */
const managedSecret = (kind: 'cluster' | 'db') => (self: Identity) =>
  String(self.property('ManageMasterUserPassword')) === 'true'
    ? self.arn(
        'secretsmanager',
        `secret:rds!${kind}-${self.uuid('secret')}-${self.code(6, 'secret')}`,
      )
    : undefined;

/** An instance of a cluster uses the cluster's port. */
const instancePort = (self: Identity) => {
  const { world } = self.options;
  const cluster = world.find(
    self.region,
    'AWS::RDS::DBCluster',
    (self.text('DBClusterIdentifier') ?? '').toLowerCase(),
  );
  const clusterPort = cluster?.attributes['Endpoint.Port'];
  return clusterPort === undefined ? port(self) : String(clusterPort);
};

const cacheId = nameFrom('ReplicationGroupId', 40, 'lower');
const cachePort = (self: Identity) => self.text('Port') ?? '6379';
const isTrue = (self: Identity, name: string) =>
  String(self.property(name)) === 'true';

const isSharded = (self: Identity) =>
  self.text('ClusterMode') === 'enabled' ||
  Number(self.property('NumNodeGroups') ?? 1) > 1;

const cacheDomain = (self: Identity) =>
  `${self.accountCode(6)}.${shortRegion(self.region)}.cache.amazonaws.com`;

/** With TLS the role is the first label of the host name, without TLS a suffix of the id. */
const cacheHost = (role: string, suffix: string) => (self: Identity) =>
  isTrue(self, 'TransitEncryptionEnabled')
    ? `${role}.${cacheId(self)}.${cacheDomain(self)}`
    : `${cacheId(self)}${suffix}.${self.accountCode(6)}.ng.0001.${shortRegion(
        self.region,
      )}.cache.amazonaws.com`;

const unlessSharded = (rule: (self: Identity) => unknown) => (self: Identity) =>
  isSharded(self) ? undefined : rule(self);
const whenSharded = (rule: (self: Identity) => unknown) => (self: Identity) =>
  isSharded(self) ? rule(self) : undefined;

const serverlessHost = (self: Identity) =>
  `${nameFrom('ServerlessCacheName', 40, 'lower')(self)}-${self.accountCode(
    6,
  )}.serverless.${shortRegion(self.region)}.cache.amazonaws.com`;

const queueName = (self: Identity) => {
  const name = nameFrom('QueueName', 75)(self);
  return isTrue(self, 'FifoQueue') && !name.endsWith('.fifo')
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
    DBClusterArn: self => self.arn('rds', `cluster:${clusterId(self)}`),
    DBClusterResourceId: self => `cluster-${self.upper(26)}`,
    'Endpoint.Address': clusterHost('cluster'),
    'Endpoint.Port': port,
    'ReadEndpoint.Address': clusterHost('cluster-ro'),
    'MasterUserSecret.SecretArn': managedSecret('cluster'),
  },
  'AWS::RDS::DBInstance': {
    DBInstanceIdentifier: instanceId,
    DBInstanceArn: self => self.arn('rds', `db:${instanceId(self)}`),
    DbiResourceId: self => `db-${self.upper(26)}`,
    'Endpoint.Address': self =>
      `${instanceId(self)}.${self.accountCode(12)}.${
        self.region
      }.rds.amazonaws.com`,
    'Endpoint.Port': instancePort,
    'Endpoint.HostedZoneId': self => `Z${self.accountCode(13).toUpperCase()}`,
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
      self => `[${cacheHost('replica', '-ro')(self)}]`,
    ),
    'ReadEndPoint.AddressesList': unlessSharded(self => [
      cacheHost('replica', '-ro')(self),
    ]),
    'ReadEndPoint.Ports': unlessSharded(self => `[${cachePort(self)}]`),
    'ReadEndPoint.PortsList': unlessSharded(self => [cachePort(self)]),
    'ConfigurationEndPoint.Address': whenSharded(
      cacheHost('clustercfg', '.clustercfg'),
    ),
    'ConfigurationEndPoint.Port': whenSharded(cachePort),
  },
  'AWS::ElastiCache::ServerlessCache': {
    ARN: self =>
      self.arn(
        'elasticache',
        `serverlesscache:${nameFrom('ServerlessCacheName', 40, 'lower')(self)}`,
      ),
    'Endpoint.Address': serverlessHost,
    'Endpoint.Port': () => '6379',
    'ReaderEndpoint.Address': serverlessHost,
    'ReaderEndpoint.Port': () => '6380',
    FullEngineVersion: self => {
      const major = self.text('MajorEngineVersion') ?? '7';
      return major.includes('.') ? major : `${major}.1`;
    },
    Status: () => 'available',
    CreateTime: self => self.options.world.now().toISOString(),
  },

  'AWS::EFS::AccessPoint': { AccessPointId: id('fsap') },
  'AWS::EFS::FileSystem': { FileSystemId: id('fs') },

  'AWS::Kinesis::StreamConsumer': {
    ConsumerARN: self =>
      `${self.text('StreamARN')}/consumer/${self.text(
        'ConsumerName',
      )}:${self.digits(10)}`,
    ConsumerStatus: () => 'ACTIVE',
  },
  'AWS::SNS::Subscription': {
    Arn: self => `${self.text('TopicArn')}:${self.uuid()}`,
  },
  'AWS::SNS::Topic': {
    TopicArn: self => self.arn('sns', topicName(self)),
    TopicName: topicName,
  },
  'AWS::SQS::Queue': {
    QueueUrl: self =>
      `https://sqs.${self.region}.amazonaws.com/${self.accountId}/${queueName(
        self,
      )}`,
    QueueName: queueName,
    Arn: self => self.arn('sqs', queueName(self)),
  },

  'AWS::ECR::Repository': {
    RepositoryName: repositoryName,
    RepositoryUri: self =>
      `${self.accountId}.dkr.ecr.${self.region}.amazonaws.com/${repositoryName(
        self,
      )}`,
  },
  'AWS::KMS::Key': {
    KeyId: self => self.uuid(),
    Arn: self => self.arn('kms', `key/${self.uuid()}`),
  },
  'AWS::SecretsManager::Secret': {
    Id: self =>
      self.arn(
        'secretsmanager',
        `secret:${self.text('Name') ?? self.name(512)}-${self.code(6)}`,
      ),
  },
  'AWS::Logs::LogGroup': {
    // Ends with `:*` as in CloudFormation, unlike the ARN in most policies.
    Arn: self => self.arn('logs', `log-group:${logGroupName(self)}:*`),
  },
  'AWS::S3::Bucket': {
    BucketName: bucketName,
    DomainName: self => `${bucketName(self)}.s3.amazonaws.com`,
    DualStackDomainName: self =>
      `${bucketName(self)}.s3.dualstack.${self.region}.amazonaws.com`,
    RegionalDomainName: self =>
      `${bucketName(self)}.s3.${self.region}.amazonaws.com`,
    WebsiteURL: self =>
      `http://${bucketName(self)}.s3-website-${self.region}.amazonaws.com`,
  },
  'AWS::CloudFront::Distribution': {
    Id: self => `E${self.upper(13)}`,
    DomainName: self => `d${self.code(13)}.cloudfront.net`,
  },
};
