import type { PropertyType } from '@aws-cdk/service-spec-types';
import { fieldsOf } from '../../../world/values';
import type { Resource } from '../../../world/World';
import { membersOf, type ResourceSchema } from '../../schema/ResourceSchema';
import type { Candidate } from '../Candidate';

/** A property that names another resource. */
interface ReferenceProperty {
  /** Names of members; every item of a list on the way is meant. */
  readonly path: readonly string[];
  /** Types whose resources it may name. */
  readonly types: readonly string[];
  /** Only identifiers with the prefix of a type are checked. */
  readonly isPrefixed?: boolean;
}

interface Missing {
  readonly service: string;
  message(id: string): string;
}

const missing = (service: string, message: Missing['message']): Missing => ({
  service,
  message,
});

const ec2 = (kind: string) =>
  missing('Ec2', id => `The ${kind} '${id}' does not exist`);

/**
 * What AWS says of a resource that does not exist, by type. Types that exist in an account without a stack of ours (roles, certificates,
 * topics) are not here, so that they can be named.
 *
 * Sources: the errors in the API reference of each service; the wording of EC2's is documented, that of the others reported.
 */
const messages: Readonly<Record<string, Missing>> = {
  'AWS::ApiGateway::Authorizer': missing(
    'ApiGateway',
    () => 'Invalid authorizer ID specified.',
  ),
  'AWS::ApiGateway::Deployment': missing(
    'ApiGateway',
    () => 'Deployment id does not exist',
  ),
  'AWS::ApiGateway::RequestValidator': missing(
    'ApiGateway',
    () => 'Invalid Request Validator identifier specified',
  ),
  'AWS::ApiGateway::Resource': missing(
    'ApiGateway',
    () => 'Invalid Resource identifier specified',
  ),
  'AWS::ApiGateway::RestApi': missing(
    'ApiGateway',
    id => `Invalid API identifier specified ${id}`,
  ),
  'AWS::ApiGateway::VpcLink': missing(
    'ApiGateway',
    () => 'Invalid Vpc link identifier specified',
  ),
  'AWS::ApiGatewayV2::Api': missing(
    'ApiGatewayV2',
    id => `Invalid API identifier specified ${id}`,
  ),
  'AWS::ApiGatewayV2::Authorizer': missing(
    'ApiGatewayV2',
    id => `Invalid authorizer identifier specified ${id}`,
  ),
  'AWS::ApiGatewayV2::Integration': missing(
    'ApiGatewayV2',
    id => `Unable to find Integration for Target ${id}`,
  ),
  'AWS::ApiGatewayV2::VpcLink': missing(
    'ApiGatewayV2',
    id => `Unable to find VpcLink with Id ${id}`,
  ),
  'AWS::ApplicationAutoScaling::ScalableTarget': missing(
    'ApplicationAutoScaling',
    id => `No scalable target registered for ${id}`,
  ),
  'AWS::Events::EventBus': missing(
    'EventBridge',
    id => `Event bus ${id} does not exist.`,
  ),
  'AWS::EC2::EIP': ec2('allocation ID'),
  'AWS::EC2::InternetGateway': ec2('internetGateway ID'),
  'AWS::EC2::NatGateway': ec2('natGateway ID'),
  'AWS::EC2::RouteTable': ec2('routeTable ID'),
  'AWS::EC2::SecurityGroup': ec2('security group'),
  'AWS::EC2::Subnet': ec2('subnet ID'),
  'AWS::EC2::VPC': ec2('vpc ID'),
  'AWS::ECS::Cluster': missing('Ecs', () => 'Cluster not found.'),
  'AWS::ECS::TaskDefinition': missing('Ecs', () => 'TaskDefinition not found.'),
  'AWS::EFS::AccessPoint': missing(
    'Efs',
    id => `Access point '${id}' does not exist.`,
  ),
  'AWS::EFS::FileSystem': missing(
    'Efs',
    id => `File system '${id}' does not exist.`,
  ),
  'AWS::ElastiCache::ParameterGroup': missing(
    'ElastiCache',
    id => `CacheParameterGroup not found: ${id}`,
  ),
  'AWS::ElastiCache::SubnetGroup': missing(
    'ElastiCache',
    id => `Cache Subnet Group ${id} does not exist.`,
  ),
  'AWS::ElastiCache::UserGroup': missing(
    'ElastiCache',
    id => `User group ${id} not found.`,
  ),
  'AWS::ElasticLoadBalancingV2::Listener': missing(
    'ElasticLoadBalancingV2',
    () => 'One or more listeners not found',
  ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': missing(
    'ElasticLoadBalancingV2',
    id => `Load balancers '[${id}]' not found`,
  ),
  'AWS::ElasticLoadBalancingV2::TargetGroup': missing(
    'ElasticLoadBalancingV2',
    id => `Target groups '${id}' not found`,
  ),
  'AWS::KMS::Key': missing('Kms', id => `Key '${id}' does not exist`),
  'AWS::KMS::Alias': missing('Kms', id => `Key '${id}' does not exist`),
  'AWS::KMS::ReplicaKey': missing('Kms', id => `Key '${id}' does not exist`),
  'AWS::RDS::DBCluster': missing('Rds', id => `DBCluster ${id} not found.`),
  'AWS::RDS::DBClusterParameterGroup': missing(
    'Rds',
    id => `DBClusterParameterGroup not found: ${id}`,
  ),
  'AWS::RDS::DBInstance': missing('Rds', id => `DBInstance ${id} not found.`),
  'AWS::RDS::OptionGroup': missing(
    'Rds',
    id => `Specified OptionGroupName: ${id} not found.`,
  ),
  'AWS::RDS::DBParameterGroup': missing(
    'Rds',
    id => `DBParameterGroup not found: ${id}`,
  ),
  'AWS::RDS::DBSubnetGroup': missing(
    'Rds',
    id => `DB subnet group '${id}' does not exist.`,
  ),
};

/** What AWS says of these where a property that is not marked names them. Marked ones may name what a service makes itself. */
const unmarkedMessages: Readonly<Record<string, Missing>> = {
  'AWS::Kinesis::Stream': missing('Kinesis', id => `Stream ${id} not found.`),
  'AWS::Logs::LogGroup': missing(
    'CloudWatchLogs',
    () => 'The specified log group does not exist.',
  ),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': missing(
    'ServiceDiscovery',
    id => `Namespace ${id} not found.`,
  ),
};

const namespaces = ['Http', 'PrivateDns', 'PublicDns'].map(
  kind => `AWS::ServiceDiscovery::${kind}Namespace`,
);

/** Prefixes of the identifiers of a type: they show what a property refers to that may refer to several types. */
const prefixes: Readonly<Record<string, string>> = {
  'AWS::EC2::InternetGateway': 'igw-',
  'AWS::EC2::NatGateway': 'nat-',
  'AWS::EC2::Subnet': 'subnet-',
  'AWS::EC2::VPC': 'vpc-',
};

/** Where else an identifier of a type comes from: the root of an API, a link of the newer generation, the default group of a VPC, an alias of a key. */
const sources: Readonly<Record<string, string | readonly string[]>> = {
  'AWS::ApiGateway::VpcLink': 'AWS::ApiGatewayV2::VpcLink',
  'AWS::ApiGateway::Resource': 'AWS::ApiGateway::RestApi',
  'AWS::EC2::SecurityGroup': 'AWS::EC2::VPC',
  'AWS::KMS::Key': ['AWS::KMS::Alias', 'AWS::KMS::ReplicaKey'],
};

/** References that the schema does not mark. */
const unmarked: Readonly<Record<string, readonly ReferenceProperty[]>> = {
  'AWS::ElastiCache::ReplicationGroup': [
    { path: ['KmsKeyId'], types: ['AWS::KMS::Key'] },
    {
      path: ['CacheParameterGroupName'],
      types: ['AWS::ElastiCache::ParameterGroup'],
    },
    {
      path: ['CacheSubnetGroupName'],
      types: ['AWS::ElastiCache::SubnetGroup'],
    },
    { path: ['SecurityGroupIds'], types: ['AWS::EC2::SecurityGroup'] },
    { path: ['UserGroupIds'], types: ['AWS::ElastiCache::UserGroup'] },
  ],
  ...Object.fromEntries(
    ['Authorizer', 'Deployment', 'Route', 'Stage'].map(kind => [
      `AWS::ApiGatewayV2::${kind}`,
      [{ path: ['ApiId'], types: ['AWS::ApiGatewayV2::Api'] }],
    ]),
  ),
  'AWS::ApiGatewayV2::Integration': [
    { path: ['ApiId'], types: ['AWS::ApiGatewayV2::Api'] },
    { path: ['ConnectionId'], types: ['AWS::ApiGatewayV2::VpcLink'] },
  ],
  'AWS::RDS::DBInstance': [
    { path: ['OptionGroupName'], types: ['AWS::RDS::OptionGroup'] },
  ],
  'AWS::Kinesis::Stream': [
    { path: ['StreamEncryption', 'KeyId'], types: ['AWS::KMS::Key'] },
  ],
  'AWS::Kinesis::StreamConsumer': [
    { path: ['StreamARN'], types: ['AWS::Kinesis::Stream'] },
  ],
  'AWS::Logs::MetricFilter': [
    { path: ['LogGroupName'], types: ['AWS::Logs::LogGroup'] },
  ],
  'AWS::Logs::SubscriptionFilter': [
    { path: ['LogGroupName'], types: ['AWS::Logs::LogGroup'] },
  ],
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [
    { path: ['Vpc'], types: ['AWS::EC2::VPC'] },
  ],
  'AWS::ServiceDiscovery::Service': [
    { path: ['NamespaceId'], types: namespaces },
    { path: ['DnsConfig', 'NamespaceId'], types: namespaces },
  ],
};

function elementOf(type: PropertyType): PropertyType {
  return type.type === 'array' ? elementOf(type.element) : type;
}

function* referencesOf(
  members: ResourceSchema['properties'],
  path: readonly string[],
): Generator<ReferenceProperty> {
  for (const [name, { relationshipRefs, type }] of Object.entries(members)) {
    const types = relationshipRefs
      ?.filter(({ propertyName }) => propertyName !== 'CidrBlock')
      .map(({ cloudFormationType }) => cloudFormationType);
    if (types?.length && types.every(each => each in messages)) {
      yield { path: [...path, name], types };
    } else if (types?.some(each => each in prefixes)) {
      yield { path: [...path, name], types, isPrefixed: true };
    }
    const nested = membersOf(elementOf(type));
    if (nested && path.length < 4) {
      yield* referencesOf(nested, [...path, name]);
    }
  }
}

const known = new Map<string, readonly ReferenceProperty[]>();

function referencePropertiesOf({ type, properties }: ResourceSchema) {
  const found = known.get(type) ?? [
    ...referencesOf(properties, []),
    ...(unmarked[type] ?? []),
  ];
  known.set(type, found);
  return found;
}

function* valuesAt(value: unknown, path: readonly string[]): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesAt(item, path);
  } else if (path.length > 0) {
    yield* valuesAt(fieldsOf(value)[path[0]], path.slice(1));
  } else if (typeof value === 'string' && value !== '') {
    yield value;
  }
}

/** AWS has its own keys and groups: `alias/aws/rds`, `default.postgres16`. */
const isOfAws = (id: string) =>
  /(^|[:/])(alias\/aws\/|default([.:]|$))/.test(id) ||
  id.includes('{{resolve:');

/** A database can be a copy of one in another region. */
const isInOtherRegion = ({ region }: Candidate, id: string) =>
  /^arn:[\w-]+:rds:/.test(id) && id.split(':')[3] !== region;

/** The last part of an ARN names a resource too; a task definition also without its revision. */
const isNamed = (text: string, id: string) =>
  text.toLowerCase() === id.toLowerCase() ||
  text.endsWith(`/${id}`) ||
  text.includes(`/${id}:`);

const names = (resource: Resource, id: string): boolean =>
  resource.phase !== 'deleting' &&
  [resource.physicalId, ...Object.values(resource.attributes)].some(
    value => typeof value === 'string' && isNamed(value, id),
  );

function resourceNamed(
  { world, region }: Candidate,
  types: readonly string[],
  id: string,
): Resource | undefined {
  // Most references are what `Ref` returns; only the others need a search, which is slow with many environments.
  const all = types.flatMap(type => [type, sources[type] ?? []].flat());
  const exact = all
    .flatMap(type =>
      [id, id.split('/').pop() ?? id, id.split(':').pop() ?? id].map(each =>
        world.find(region, type, each),
      ),
    )
    .find(resource => resource && resource.phase !== 'deleting');
  return (
    exact ??
    all
      .flatMap(type => world.list(region, type))
      .find(resource => names(resource, id))
  );
}

/** A resource that the candidate names and that does not exist in its region. What it named before a change is not checked. */
export function missingReference(
  candidate: Candidate,
): { readonly service: string; readonly message: string } | undefined {
  const { schema, properties, before = {} } = candidate;
  for (const { path, types: all, isPrefixed } of referencePropertiesOf(
    schema,
  )) {
    const earlier = [...valuesAt(before, path)];
    for (const id of valuesAt(properties, path)) {
      const types = isPrefixed
        ? all.filter(type => id.startsWith(prefixes[type] ?? '-'))
        : all;
      if (
        types.length > 0 &&
        !isOfAws(id) &&
        !isInOtherRegion(candidate, id) &&
        !earlier.includes(id) &&
        !resourceNamed(candidate, types, id)
      ) {
        const { service, message } = { ...messages, ...unmarkedMessages }[
          types.find(type => type in messages || type in unmarkedMessages) ?? ''
        ];
        return { service, message: message(id) };
      }
    }
  }
  return undefined;
}

/** Types that may name groups of another network. */
const acrossNetworks =
  /^AWS::EC2::(SecurityGroup|SecurityGroupIngress|SecurityGroupEgress|Route|FlowLog)$/;

function vpcOf(
  { world, region }: Candidate,
  { type, physicalId, properties }: Resource,
): string | undefined {
  if (type === 'AWS::EC2::VPC') return physicalId;
  const [subnet] = Array.isArray(properties.SubnetIds)
    ? properties.SubnetIds
    : [];
  const vpc =
    properties.VpcId ??
    world.find(region, 'AWS::EC2::Subnet', String(subnet))?.properties.VpcId;
  return vpc === undefined ? undefined : String(vpc);
}

const networkTypes = new Set([
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::RDS::DBSubnetGroup',
]);

/** A resource whose subnets and security groups are in different networks. */
export function foreignNetwork(candidate: Candidate): string | undefined {
  const { schema, properties } = candidate;
  if (acrossNetworks.test(schema.type)) return undefined;
  const found = referencePropertiesOf(schema)
    .filter(({ types }) => types.some(type => networkTypes.has(type)))
    .flatMap(({ path, types }) =>
      [...valuesAt(properties, path)].flatMap(id => {
        const resource = resourceNamed(candidate, types, id);
        const vpc = resource && vpcOf(candidate, resource);
        return vpc === undefined ? [] : [{ id, vpc, types }];
      }),
    );
  const own = found.find(
    ({ types }) => !types.includes('AWS::EC2::SecurityGroup'),
  );
  const stranger = found.find(({ vpc }) => own && vpc !== own.vpc);
  if (!own || !stranger) return undefined;
  return stranger.types.includes('AWS::EC2::SecurityGroup')
    ? `Security group [${stranger.id}] does not appear to belong to the same VPC as the input subnets.`
    : `${own.id} and ${stranger.id} belong to different networks`;
}
