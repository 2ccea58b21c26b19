import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property } from './Property';
import type { Environment } from './Environment';

/** A service's constraints on the names of its resources. */
interface NameRule {
  readonly property: string;
  readonly longest: number;
  readonly alphabet: RegExp;
  /** Why a resource and its replacement may have the same name while both exist. */
  readonly shared?: string;
}

/** RDS and ElastiCache: starts with a letter, does not end with a dash, no two dashes in a row. */
const identifier = /^[a-z](-?[a-z0-9])*$/;
const word = /^[A-Za-z0-9_-]+$/;
/** ELB: no dash at either end; `internal-` is reserved by AWS. */
const elb = /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;

/**
 * Source: for each, the constraints in the service's API reference, at the call that creates the resource, or in the resource's
 * CloudFormation schema.
 */
const nameRules: Readonly<Record<string, NameRule>> = {
  // ECS: CreateCluster clusterName, CreateService serviceName, RegisterTaskDefinition family.
  'AWS::ECS::Cluster': {
    property: 'ClusterName',
    longest: 255,
    alphabet: word,
  },
  'AWS::ECS::Service': {
    property: 'ServiceName',
    longest: 255,
    alphabet: word,
  },
  'AWS::ECS::TaskDefinition': {
    property: 'Family',
    longest: 255,
    alphabet: word,
    shared: 'the next one is another revision of the family',
  },
  // ECR: CreateRepository repositoryName; each word may be joined by . _ __ or dashes.
  'AWS::ECR::Repository': {
    property: 'RepositoryName',
    longest: 256,
    alphabet:
      /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
  },
  // IAM: CreateRole RoleName, CreatePolicy PolicyName.
  'AWS::IAM::Role': {
    property: 'RoleName',
    longest: 64,
    alphabet: /^[\w+=,.@-]+$/,
  },
  'AWS::IAM::ManagedPolicy': {
    property: 'ManagedPolicyName',
    longest: 128,
    alphabet: /^[\w+=,.@-]+$/,
  },
  // CloudWatch Logs: CreateLogGroup logGroupName.
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    longest: 512,
    alphabet: /^[.\-_/#A-Za-z0-9]+$/,
  },
  // RDS: CreateDBCluster, CreateDBInstance, CreateDBSubnetGroup, CreateDBParameterGroup, CreateDBClusterParameterGroup.
  'AWS::RDS::DBCluster': {
    property: 'DBClusterIdentifier',
    longest: 63,
    alphabet: identifier,
  },
  'AWS::RDS::DBInstance': {
    property: 'DBInstanceIdentifier',
    longest: 63,
    alphabet: identifier,
  },
  'AWS::RDS::DBSubnetGroup': {
    property: 'DBSubnetGroupName',
    longest: 255,
    alphabet: /^(?!default$)[a-z0-9._ -]+$/,
  },
  'AWS::RDS::DBParameterGroup': {
    property: 'DBParameterGroupName',
    longest: 255,
    alphabet: identifier,
  },
  'AWS::RDS::DBClusterParameterGroup': {
    property: 'DBClusterParameterGroupName',
    longest: 255,
    alphabet: identifier,
  },
  // ElastiCache: CreateReplicationGroup, CreateCacheSubnetGroup. CreateServerlessCache documents none; the same are used.
  'AWS::ElastiCache::ReplicationGroup': {
    property: 'ReplicationGroupId',
    longest: 40,
    alphabet: identifier,
  },
  'AWS::ElastiCache::ServerlessCache': {
    property: 'ServerlessCacheName',
    longest: 40,
    alphabet: identifier,
  },
  'AWS::ElastiCache::SubnetGroup': {
    property: 'CacheSubnetGroupName',
    longest: 255,
    alphabet: /^(?!default$)[a-z0-9-]+$/,
  },
  // Kinesis: CreateStream StreamName.
  'AWS::Kinesis::Stream': {
    property: 'Name',
    longest: 128,
    alphabet: /^[a-zA-Z0-9_.-]+$/,
  },
  // SQS: CreateQueue QueueName. SNS: CreateTopic Name.
  'AWS::SQS::Queue': { property: 'QueueName', longest: 80, alphabet: word },
  'AWS::SNS::Topic': { property: 'TopicName', longest: 256, alphabet: word },
  // KMS: CreateAlias AliasName; alias/aws/ is reserved by AWS.
  'AWS::KMS::Alias': {
    property: 'AliasName',
    longest: 256,
    alphabet: /^alias\/(?!aws)[a-zA-Z0-9/_-]+$/,
  },
  // CloudWatch: PutMetricAlarm AlarmName.
  'AWS::CloudWatch::Alarm': {
    property: 'AlarmName',
    longest: 255,
    alphabet: /^[\x20-\x7e]+$/,
  },
  // ELB: CreateLoadBalancer Name, CreateTargetGroup Name.
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    property: 'Name',
    longest: 32,
    alphabet: elb,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    property: 'Name',
    longest: 32,
    alphabet: elb,
  },
  // API Gateway v2: CreateApi and CreateVpcLink name, 1 to 128. CreateRestApi and CreateRequestValidator document none; the same
  // are used.
  'AWS::ApiGatewayV2::Api': {
    property: 'Name',
    longest: 128,
    alphabet: /^[\x20-\x7e]+$/,
    shared: 'APIs are distinguished by their ids',
  },
  'AWS::ApiGatewayV2::VpcLink': {
    property: 'Name',
    longest: 128,
    alphabet: /^[\x20-\x7e]+$/,
    shared: 'VPC links are distinguished by their ids',
  },
  'AWS::ApiGateway::RestApi': {
    property: 'Name',
    longest: 128,
    alphabet: /^[\x20-\x7e]+$/,
    shared: 'APIs are distinguished by their ids',
  },
  'AWS::ApiGateway::RequestValidator': {
    property: 'Name',
    longest: 128,
    alphabet: /^[\x20-\x7e]+$/,
    shared: 'validators are distinguished by their ids',
  },
  // EC2: CreateSecurityGroup GroupName; sg- is reserved by AWS.
  'AWS::EC2::SecurityGroup': {
    property: 'GroupName',
    longest: 255,
    alphabet: /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
  },
  // Application Auto Scaling: PutScalingPolicy PolicyName.
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    property: 'PolicyName',
    longest: 256,
    alphabet: /^[\x20-\x7e]+$/,
    shared: 'names are those of one scalable target',
  },
};

/** Names of these are unique per account; all others per region. */
const isAccountWide = (type: string) => /^AWS::(IAM|S3|Route53)::/.test(type);

const serviceSpec = loadAwsServiceSpecSync();
const identifiers = new Map<string, string | undefined>();

/** The primary identifier of a resource in AWS's schema, if it is a single property. */
function identifierOf(type: string): string | undefined {
  if (!identifiers.has(type)) {
    const [resource] = [
      ...serviceSpec.lookup('resource', 'cloudFormationType', 'equals', type),
    ];
    const primary = resource?.primaryIdentifier ?? [];
    identifiers.set(type, primary.length === 1 ? primary[0] : undefined);
  }
  return identifiers.get(type);
}

/** The name of a resource, and its rule; undefined for resources that AWS names. */
export function physicalName(
  { body }: Environment,
  id: string,
): { name: string; rule: NameRule; type: string } | undefined {
  const resource = body.Resources[id];
  const rule = resource && nameRules[resource.Type];
  const name = rule && resource.Properties?.[rule.property];
  return typeof name === 'string'
    ? { name, rule, type: resource.Type }
    : undefined;
}

/** Every name of an environment as `type name`. */
function namesOf(environment: Environment, accountWideOnly: boolean) {
  return new Set(
    environment.resources.flatMap(([id]) => {
      const named = physicalName(environment, id);
      return named && (!accountWideOnly || isAccountWide(named.type))
        ? [`${named.type} ${named.name}`]
        : [];
    }),
  );
}

/** Names the environment gives its resources. */
export const physicalNames: readonly Property[] = [
  {
    title: "gives names that fit each service's length and alphabet",
    violations: ({ environment }) =>
      environment.resources.flatMap(([id, { Type, Properties = {} }]) => {
        const named = physicalName(environment, id);
        const property = nameRules[Type]?.property;
        // A text with the suffix, or a property that identifies the resource, is a name unless it is only a description.
        const unknown = Object.entries(Properties).filter(
          ([key, value]) =>
            typeof value === 'string' &&
            key !== property &&
            !/Description$/.test(key) &&
            (key === identifierOf(Type) ||
              value
                .split(/[^a-z0-9-]/)
                .some(part => part.endsWith(`-${environment.spec.suffix}`))),
        );
        return [
          ...unknown.map(([key]) => `no rule is listed for ${Type} ${key}`),
          ...(named &&
          (named.name.length > named.rule.longest ||
            !named.rule.alphabet.test(named.name))
            ? [`${id} is called ${named.name}`]
            : []),
        ];
      }),
  },
  {
    title:
      'shares no name with an environment of another suffix, nor an IAM name with itself in another region',
    violations: ({ environment, other }) => {
      if (!other) return [];
      const sameRegion = environment.spec.region === other.spec.region;
      const theirs = namesOf(other, !sameRegion);
      return [...namesOf(environment, !sameRegion)].filter(name =>
        theirs.has(name),
      );
    },
  },
];
