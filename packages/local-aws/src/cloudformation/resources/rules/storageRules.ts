import { Address4 } from 'ip-address';
import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  stringOf,
} from '../../../world/values';
import { having } from '../Candidate';
import { deniesEveryone, isInScope, problemOfPolicy } from './problemOfPolicy';
import { unknownPrincipal } from './principals';
import {
  isSet,
  isTrue,
  parsedJson,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const efs = 'https://docs.aws.amazon.com/efs/latest/ug/';

const transitions = [
  'TransitionToIA',
  'TransitionToArchive',
  'TransitionToPrimaryStorageClass',
];

const daysOf = (policies: readonly Fields[], name: string) => {
  const text = policies.map(each => stringOf(each[name])).find(Boolean);
  return text === undefined
    ? undefined
    : Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
};

const lifecycle = rule(`${efs}API_LifecyclePolicy.html`, candidate => {
  const policies = listOf(candidate.properties.LifecyclePolicies).map(fieldsOf);
  const given = policies.flatMap(each =>
    transitions.filter(name => each[name] !== undefined),
  );
  if (
    policies.some(
      each => transitions.filter(name => each[name] !== undefined).length > 1,
    )
  ) {
    return 'A LifecyclePolicy object can have only a single transition.';
  }
  if (new Set(given).size < given.length) {
    return 'Each transition can be specified only once.';
  }
  const archive = daysOf(policies, 'TransitionToArchive');
  if (archive === undefined) return undefined;
  if (textOf(candidate, 'ThroughputMode') !== 'elastic') {
    return 'The Archive storage class requires elastic throughput.';
  }
  const infrequent = daysOf(policies, 'TransitionToIA');
  return infrequent !== undefined && archive <= infrequent
    ? 'TransitionToArchive must be later than TransitionToIA.'
    : undefined;
});

const zone = rule(`${efs}API_CreateFileSystem.html`, candidate => {
  const name = textOf(candidate, 'AvailabilityZoneName');
  return name === undefined || name.startsWith(candidate.region)
    ? undefined
    : `Availability zone ${name} does not exist.`;
});

const throughput = rule(`${efs}API_CreateFileSystem.html`, candidate => {
  const text = textOf(candidate, 'ProvisionedThroughputInMibps');
  return text === undefined || (Number(text) >= 1 && Number(text) <= 3414)
    ? undefined
    : `Invalid provisioned throughput: ${text}.`;
});

const address = rule(`${efs}API_CreateMountTarget.html`, candidate => {
  const { world, region } = candidate;
  const own = textOf(candidate, 'IpAddress');
  const subnet = world.find(
    region,
    'AWS::EC2::Subnet',
    textOf(candidate, 'SubnetId') ?? '',
  );
  const block = String(subnet?.properties.CidrBlock ?? '');
  if (own === undefined || !Address4.isValid(block)) return undefined;
  return Address4.isValid(own) &&
    new Address4(own).isInSubnet(new Address4(block))
    ? undefined
    : `Address ${own} does not fall within the subnet's address range`;
});

const oneNetwork = rule(`${efs}API_CreateMountTarget.html`, candidate => {
  const { world, region, properties } = candidate;
  const vpcOf = (id: unknown) =>
    world.find(region, 'AWS::EC2::Subnet', String(id))?.properties.VpcId;
  const own = vpcOf(properties.SubnetId);
  const other = having(
    candidate,
    'AWS::EFS::MountTarget',
    'FileSystemId',
    properties.FileSystemId,
  ).find(each => {
    const vpc = vpcOf(each.properties.SubnetId);
    return own !== undefined && vpc !== undefined && vpc !== own;
  });
  return other
    ? 'requested subnet for new mount target is not in the same VPC as existing mount targets'
    : undefined;
});

const oneZone = rule(`${efs}API_CreateMountTarget.html`, candidate => {
  const { world, region, properties } = candidate;
  const only = world.find(
    region,
    'AWS::EFS::FileSystem',
    String(properties.FileSystemId),
  )?.properties.AvailabilityZoneName;
  const own = world.find(
    region,
    'AWS::EC2::Subnet',
    String(properties.SubnetId),
  )?.attributes.AvailabilityZone;
  return only !== undefined && own !== undefined && own !== only
    ? "The Availability Zone of the mount target's subnet does not match that of the file system."
    : undefined;
});

const accessPoint = rule(`${efs}API_CreateAccessPoint.html`, candidate => {
  const { PosixUser, RootDirectory } = candidate.properties;
  if (listOf(fieldsOf(PosixUser).SecondaryGids).length > 16) {
    return 'A POSIX user can have at most 16 secondary group IDs.';
  }
  const ids = fieldsOf(PosixUser);
  const wrong = [ids.Uid, ids.Gid, ...listOf(ids.SecondaryGids)].find(
    id => id !== undefined && !(Number(id) >= 0 && Number(id) < 2 ** 32),
  );
  if (wrong !== undefined) return `Invalid POSIX ID: ${String(wrong)}.`;
  const { CreationInfo } = fieldsOf(RootDirectory);
  const { Permissions } = fieldsOf(CreationInfo);
  return CreationInfo === undefined || /^[0-7]{3,4}$/.test(String(Permissions))
    ? undefined
    : `Invalid permissions: ${String(Permissions)}.`;
});

const fileSystemPolicy = rule(
  `${efs}API_PutFileSystemPolicy.html`,
  candidate => {
    const { FileSystemPolicy: policy } = candidate.properties;
    if (policy === undefined) return undefined;
    if (
      problemOfPolicy(policy, 'resource') !== undefined ||
      !isInScope(policy, 'elasticfilesystem') ||
      unknownPrincipal(candidate, policy)
    ) {
      return 'Invalid policy. The policy contains invalid syntax, actions or principals.';
    }
    return !isTrue(candidate, 'BypassPolicyLockoutSafetyCheck') &&
      deniesEveryone(policy, 'elasticfilesystem:PutFileSystemPolicy')
      ? 'The policy would prevent the principal that makes the request from changing it later.'
      : undefined;
  },
);

const ecr = 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/';

const imageEncryption = rule(
  `${ecr}API_EncryptionConfiguration.html`,
  ({ properties }) => {
    const { EncryptionType, KmsKey } = fieldsOf(
      properties.EncryptionConfiguration,
    );
    return KmsKey !== undefined && EncryptionType === 'AES256'
      ? "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint: 'KmsKey must not be specified with AES256 encryption type'"
      : undefined;
  },
);

const exclusions = rule(`${ecr}API_CreateRepository.html`, candidate => {
  const filters = listOf(
    candidate.properties.ImageTagMutabilityExclusionFilters,
  );
  const excludes = textOf(candidate, 'ImageTagMutability')?.endsWith(
    '_WITH_EXCLUSION',
  );
  return filters.length > 0 === (excludes ?? false)
    ? undefined
    : "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'Filters must be specified with a mutability WITH_EXCLUSION, and only then'";
});

/** The rule for any image comes last, and a rule has at most four wildcards. */
const imageRules = rule(
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html',
  ({ properties }) => {
    const text = fieldsOf(properties.LifecyclePolicy).LifecyclePolicyText;
    const all = listOf(fieldsOf(parsedJson(text)).rules).map(fieldsOf);
    const selectionOf = (each: Fields) => fieldsOf(each.selection);
    const last = Math.max(
      ...all.map(({ rulePriority }) => Number(rulePriority)),
    );
    const isWrong =
      all.length > 50 ||
      all.some(
        each =>
          selectionOf(each).tagStatus === 'any' &&
          Number(each.rulePriority) !== last,
      ) ||
      all
        .flatMap(each => listOf(selectionOf(each).tagPatternList))
        .some(pattern => String(pattern).split('*').length > 5);
    return isWrong
      ? "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure'"
      : undefined;
  },
);

const policyText = rule(`${ecr}API_SetRepositoryPolicy.html`, candidate => {
  const { RepositoryPolicyText: policy } = candidate.properties;
  return !isSet(candidate, 'RepositoryPolicyText') ||
    isFields(policy) ||
    isFields(parsedJson(policy))
    ? undefined
    : "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
});

/** File systems and image repositories. */
export const storageRules: readonly ServiceRules[] = [
  {
    service: 'Efs',
    rules: {
      'AWS::EFS::AccessPoint': [accessPoint],
      'AWS::EFS::FileSystem': [lifecycle, zone, throughput, fileSystemPolicy],
      'AWS::EFS::MountTarget': [address, oneNetwork, oneZone],
    },
  },
  {
    service: 'Ecr',
    rules: {
      'AWS::ECR::Repository': [
        imageEncryption,
        exclusions,
        imageRules,
        policyText,
      ],
      'AWS::ECR::ReplicationConfiguration': [
        rule(`${ecr}API_PutReplicationConfiguration.html`, candidate =>
          listOf(fieldsOf(candidate.properties.ReplicationConfiguration).Rules)
            .flatMap(each => listOf(fieldsOf(each).Destinations))
            .map(fieldsOf)
            .some(
              ({ Region, RegistryId }) =>
                Region === candidate.region &&
                String(RegistryId) === candidate.world.accountId,
            )
            ? 'Invalid parameter: a registry cannot be replicated to its own region.'
            : undefined,
        ),
      ],
    },
  },
];
