import { isOptimizing } from '../../../services/rds/storageOptimization';
import { engineFamily } from '../../../services/engines/engineFamilies';
import { fieldsOf } from '../../../world/values';
import type { Candidate } from '../Candidate';
import { isTrue, rule, type Rule, type ServiceRules, textOf } from './Rule';

const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/';
const cache =
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html';

const beforeOf = ({ before = {} }: Candidate) => ({ properties: before });

/** A negative number when the first version is older; a part that one of them lacks does not count. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(text => text.split('.').map(Number));
  const index = left.findIndex(
    (part, at) => right[at] !== undefined && part !== right[at],
  );
  return index < 0 ? 0 : left[index] - right[index];
}

const majorOf = (version: string) => version.split('.')[0];

const storage = rule(
  `${rds}UserGuide/USER_PIOPS.ModifyingExisting.html`,
  candidate => {
    const before = Number(textOf(beforeOf(candidate), 'AllocatedStorage'));
    const after = Number(textOf(candidate, 'AllocatedStorage'));
    if (!(before > 0) || !(after > 0) || after === before) return undefined;
    const { world, region } = candidate;
    const instance = world.find(
      region,
      'AWS::RDS::DBInstance',
      textOf(candidate, 'DBInstanceIdentifier')?.toLowerCase() ?? '',
    );
    if (instance && isOptimizing(instance, world)) {
      return "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.";
    }
    if (after < before) {
      return `Size cannot be less than current size; requested: ${after}; current: ${before}`;
    }
    // In whole numbers: 100 * 1.1 is more than 110.
    return after * 10 < before * 11
      ? `Invalid storage size for engine name ${textOf(
          candidate,
          'Engine',
        )} and storage type ${
          textOf(candidate, 'StorageType') ?? 'gp2'
        }: ${after}`
      : undefined;
  },
  'change',
);

const databaseVersion = (source: string) =>
  rule(
    source,
    candidate => {
      const before = textOf(beforeOf(candidate), 'EngineVersion');
      const after = textOf(candidate, 'EngineVersion');
      if (before === undefined || after === undefined) return undefined;
      if (compareVersions(after, before) < 0) {
        return `Cannot upgrade ${textOf(
          candidate,
          'Engine',
        )} from ${before} to ${after}`;
      }
      return majorOf(after) !== majorOf(before) &&
        !isTrue(candidate, 'AllowMajorVersionUpgrade')
        ? 'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.'
        : undefined;
    },
    'change',
  );

const cacheEngine = (candidate: { properties: Candidate['properties'] }) =>
  textOf(candidate, 'Engine') ?? 'redis';

/** Valkey 7.2 may become Redis OSS 7.1 again. */
const cacheVersion = rule(
  cache,
  candidate => {
    const previous = beforeOf(candidate);
    const before = textOf(previous, 'EngineVersion');
    const after = textOf(candidate, 'EngineVersion');
    if (before === undefined || after === undefined) return undefined;
    const isReturn =
      cacheEngine(previous) === 'valkey' &&
      cacheEngine(candidate) === 'redis' &&
      compareVersions(before, '7.2') === 0 &&
      compareVersions(after, '7.1') === 0;
    return compareVersions(after, before) < 0 && !isReturn
      ? `Downgrading ${cacheEngine(
          candidate,
        )} is not supported. Current version: ${before}, requested version: ${after}`
      : undefined;
  },
  'change',
);

/** A change to Valkey happens in place, with a parameter group of Valkey. */
const cacheMigration = rule(
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html#cfn-elasticache-replicationgroup-engine',
  candidate =>
    cacheEngine(beforeOf(candidate)) !== cacheEngine(candidate) &&
    textOf(candidate, 'CacheParameterGroupName') === undefined
      ? `${cacheEngine(
          beforeOf(candidate),
        )} parameter group is not applicable to engine ${cacheEngine(
          candidate,
        )}. Specify a CacheParameterGroupName.`
      : undefined,
  'change',
);

/** A new version of another family keeps the group of the version before, unless the change names one. */
const cacheFamily = rule(
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html',
  candidate => {
    const previous = beforeOf(candidate);
    const before = textOf(previous, 'EngineVersion');
    const after = textOf(candidate, 'EngineVersion');
    const engine = cacheEngine(candidate);
    if (
      before === undefined ||
      after === undefined ||
      engine !== cacheEngine(previous) ||
      textOf(candidate, 'CacheParameterGroupName') !== undefined
    ) {
      return undefined;
    }
    const [found, expected] = [before, after].map(version =>
      engineFamily(engine, version),
    );
    return found === expected
      ? undefined
      : `Expected a parameter group of family ${expected} but found one of family ${found}`;
  },
  'change',
);

const serverlessVersion = rule(
  cache,
  candidate => {
    const before = textOf(beforeOf(candidate), 'MajorEngineVersion');
    const after = textOf(candidate, 'MajorEngineVersion');
    return before !== undefined &&
      after !== undefined &&
      Number(after) < Number(before)
      ? `Downgrading the major engine version from ${before} to ${after} is not supported.`
      : undefined;
  },
  'change',
);

const cacheEncryption = rule(
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-disable.html',
  candidate => {
    const previous = beforeOf(candidate);
    if (!isTrue(previous, 'TransitEncryptionEnabled')) return undefined;
    if (isTrue(candidate, 'TransitEncryptionEnabled')) return undefined;
    return textOf(previous, 'TransitEncryptionMode') === 'preferred'
      ? undefined
      : 'Transit encryption can only be disabled after the transit encryption mode has been set to preferred.';
  },
  'change',
);

const isOnDemand = ({ properties }: Pick<Candidate, 'properties'>) =>
  fieldsOf(properties.StreamModeDetails).StreamMode === 'ON_DEMAND';

const shards = rule(
  'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html',
  candidate => {
    const previous = beforeOf(candidate);
    if (isOnDemand(previous) || isOnDemand(candidate)) return undefined;
    const before = Number(textOf(previous, 'ShardCount') ?? 1);
    const after = Number(textOf(candidate, 'ShardCount') ?? 1);
    const direction = after > before * 2 ? 'up over double' : 'down below half';
    return after > before * 2 || after < Math.ceil(before / 2)
      ? `UpdateShardCount cannot scale ${direction} your current open shard count. Current open shard count: ${before} Target shard count: ${after}`
      : undefined;
  },
  'change',
);

/** CloudFormation refuses these, whatever the other properties say, so that no key is deleted by accident. */
const keyIdentity = rule(
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html',
  candidate => {
    const defaults = {
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: 'false',
      Origin: 'AWS_KMS',
    };
    const previous = beforeOf(candidate);
    return Object.entries(defaults).some(
      ([name, value]) =>
        (textOf(previous, name) ?? value) !==
        (textOf(candidate, name) ?? value),
    )
      ? 'You cannot change the KeySpec, KeyUsage, MultiRegion or Origin of an existing KMS key.'
      : undefined;
  },
  'change',
);

const parameterTier = rule(
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  candidate =>
    textOf(beforeOf(candidate), 'Tier') === 'Advanced' &&
    (textOf(candidate, 'Tier') ?? 'Standard') === 'Standard'
      ? "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier."
      : undefined,
  'change',
);

const ofService = (
  service: string,
  rules: Record<string, readonly Rule[]>,
): ServiceRules => ({ service, rules });

/** What a service refuses to make of what it has. A rollback is not checked. */
export const changeRules: readonly ServiceRules[] = [
  ofService('Rds', {
    'AWS::RDS::DBInstance': [
      storage,
      databaseVersion(`${rds}APIReference/API_ModifyDBInstance.html`),
    ],
    'AWS::RDS::DBCluster': [
      databaseVersion(`${rds}APIReference/API_ModifyDBCluster.html`),
    ],
  }),
  ofService('ElastiCache', {
    'AWS::ElastiCache::ReplicationGroup': [
      cacheVersion,
      cacheMigration,
      cacheFamily,
      cacheEncryption,
    ],
    'AWS::ElastiCache::ServerlessCache': [serverlessVersion],
  }),
  ofService('Kms', { 'AWS::KMS::Key': [keyIdentity] }),
  ofService('Ssm', { 'AWS::SSM::Parameter': [parameterTier] }),
  ofService('Kinesis', { 'AWS::Kinesis::Stream': [shards] }),
];
