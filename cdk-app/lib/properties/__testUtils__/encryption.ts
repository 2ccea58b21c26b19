import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource } from '../../__testUtils__/environment';
import type { Property } from './Property';
import { recordsIn, referencesIn, valuesBelow } from './references';
import type { Environment } from './Environment';

/** How a resource that stores data declares encryption: in general, and with the environment's own key. */
interface AtRest {
  /** Undefined for what AWS always encrypts. */
  encrypted?: (properties: Record<string, unknown>) => boolean;
  /** Property, or its path, with the customer-managed key; undefined where there is none. */
  key?: string;
}

const atRest: Readonly<Record<string, AtRest>> = {
  'AWS::RDS::DBCluster': {
    encrypted: ({ StorageEncrypted }) => StorageEncrypted === true,
    key: 'KmsKeyId',
  },
  'AWS::RDS::DBInstance': {
    // An instance of a cluster stores no data itself.
    encrypted: ({ StorageEncrypted, DBClusterIdentifier }) =>
      StorageEncrypted === true || DBClusterIdentifier !== undefined,
    key: 'KmsKeyId',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    encrypted: ({ AtRestEncryptionEnabled }) =>
      AtRestEncryptionEnabled === true,
    key: 'KmsKeyId',
  },
  // Encryption of a serverless cache cannot be disabled.
  'AWS::ElastiCache::ServerlessCache': { key: 'KmsKeyId' },
  'AWS::EFS::FileSystem': {
    encrypted: ({ Encrypted }) => Encrypted === true,
    key: 'KmsKeyId',
  },
  'AWS::Kinesis::Stream': {
    encrypted: ({ StreamEncryption }) =>
      JSON.stringify(StreamEncryption)?.includes('"EncryptionType":"KMS"'),
    key: 'StreamEncryption',
  },
  'AWS::SQS::Queue': {
    encrypted: ({ KmsMasterKeyId, SqsManagedSseEnabled }) =>
      KmsMasterKeyId !== undefined || SqsManagedSseEnabled === true,
    key: 'KmsMasterKeyId',
  },
  // CloudWatch may not use the key AWS manages for SNS: alarms would be lost. Encrypted only with the environment's own key.
  'AWS::SNS::Topic': { key: 'KmsMasterKeyId' },
  // CloudWatch Logs and ECR always encrypt.
  'AWS::Logs::LogGroup': { key: 'KmsKeyId' },
  'AWS::ECR::Repository': { key: 'EncryptionConfiguration' },
  'AWS::KMS::Key': {
    encrypted: ({ EnableKeyRotation }) => EnableKeyRotation === true,
  },
};

const serviceSpec = loadAwsServiceSpecSync();
const statefulTypes = new Map<string, boolean>();

/** Whether AWS's schema marks a resource type as stateful. */
function isStateful(type: string): boolean {
  const found = statefulTypes.get(type);
  if (found !== undefined) return found;
  const [resource] = [
    ...serviceSpec.lookup('resource', 'cloudFormationType', 'equals', type),
  ];
  const stateful = resource?.isStateful === true;
  statefulTypes.set(type, stateful);
  return stateful;
}

const only = (
  { resources }: Environment,
  ...types: string[]
): [string, Resource][] =>
  resources.filter(([, { Type }]) => types.includes(Type));

/** Whether a policy has a statement that denies requests without TLS. */
const deniesPlaintext = (policy: unknown) =>
  [...valuesBelow(policy)]
    .flatMap(([value]) => (Array.isArray(value) ? value : [value]))
    .some(
      statement =>
        statement?.Effect === 'Deny' &&
        JSON.stringify(statement.Condition) ===
          '{"Bool":{"aws:SecureTransport":"false"}}',
    );

/** Whether a policy of the given type denies plaintext requests to a resource. */
const isGuarded = (environment: Environment, id: string, type: string) =>
  only(environment, type).some(
    ([, { Properties }]) =>
      referencesIn(Properties).has(id) && deniesPlaintext(Properties),
  );

/** Encryption at rest and in transit. */
export const encryption: readonly Property[] = [
  {
    title: 'encrypts at rest whatever keeps data',
    violations: ({ environment: { resources } }) =>
      resources
        .filter(([, { Type }]) => isStateful(Type) || Type in atRest)
        .flatMap(([id, { Type, Properties = {} }]) => {
          const store = atRest[Type];
          if (!store)
            return [
              `${id} keeps data without a rule for its encryption (${Type})`,
            ];
          return store.encrypted?.(Properties) ?? true
            ? []
            : [`${id} is not encrypted`];
        }),
  },
  {
    title:
      'encrypts it with its own key, the secret of the database too, when that was asked, and with no key of its own otherwise',
    violations: ({ environment }) => {
      const { resources, spec } = environment;
      const asked = spec.encryption.key === 'customer-managed';
      const keys = only(environment, 'AWS::KMS::Key');
      if (keys.length !== (asked ? 1 : 0)) return [`${keys.length} keys`];
      return resources.flatMap(([id, { Type, Properties = {} }]) => {
        const property = atRest[Type]?.key;
        if (!property || Properties.DBClusterIdentifier) return [];
        if (Type === 'AWS::RDS::DBInstance' && !Properties.StorageEncrypted) {
          return [];
        }
        const properties = Properties.ManageMasterUserPassword
          ? [property, 'MasterUserSecret']
          : [property];
        return properties
          .filter(name => referencesIn(Properties[name]).has('Key') !== asked)
          .map(name => `${name} of ${id}`);
      });
    },
  },
  {
    title: 'has databases that refuse connections without TLS',
    violations: ({ environment }) =>
      only(environment, 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance')
        .filter(
          ([, { Type, Properties }]) =>
            Type === 'AWS::RDS::DBCluster' || !Properties?.DBClusterIdentifier,
        )
        .filter(([, { Properties = {} }]) => {
          const groups = referencesIn([
            Properties.DBClusterParameterGroupName,
            Properties.DBParameterGroupName,
          ]);
          return ![...groups].some(group =>
            JSON.stringify(
              environment.body.Resources[group]?.Properties?.Parameters,
            )?.includes('"rds.force_ssl":"1"'),
          );
        })
        .map(([id]) => `${id} accepts plain connections`),
  },
  {
    title: 'has caches that refuse connections without TLS',
    violations: ({ environment }) =>
      only(environment, 'AWS::ElastiCache::ReplicationGroup')
        .filter(
          ([, { Properties }]) =>
            Properties?.TransitEncryptionEnabled !== true ||
            Properties.TransitEncryptionMode !== 'required',
        )
        .map(([id]) => `${id} accepts plain connections`),
  },
  {
    title: 'mounts file systems over TLS with IAM, and refuses other mounts',
    violations: ({ environment }) => [
      ...only(environment, 'AWS::EFS::FileSystem')
        .filter(
          ([, { Properties }]) =>
            !deniesPlaintext(Properties?.FileSystemPolicy),
        )
        .map(([id]) => `${id} admits mounts without TLS`),
      ...only(environment, 'AWS::ECS::TaskDefinition').flatMap(
        ([id, { Properties }]) =>
          recordsIn(Properties?.Volumes).flatMap(volume => {
            const [efs] = recordsIn(volume.EFSVolumeConfiguration);
            const [authorization] = recordsIn(efs?.AuthorizationConfig);
            return efs?.TransitEncryption === 'ENABLED' &&
              authorization?.IAM === 'ENABLED'
              ? []
              : [`${id} mounts ${JSON.stringify(volume)}`];
          }),
      ),
    ],
  },
  {
    title: 'has queues and topics that refuse requests without TLS',
    violations: ({ environment }) => [
      ...only(environment, 'AWS::SQS::Queue')
        .filter(([id]) => !isGuarded(environment, id, 'AWS::SQS::QueuePolicy'))
        .map(([id]) => `${id} accepts plain requests`),
      ...only(environment, 'AWS::SNS::Topic')
        .filter(([id]) => !isGuarded(environment, id, 'AWS::SNS::TopicPolicy'))
        .map(([id]) => `${id} accepts plain requests`),
    ],
  },
];
