import { Address4 } from 'ip-address';
import { fieldsOf, listOf, stringOf } from '../../world/values';
import { apiLogRole } from '../../services/apigateway/apiLogRole';
import { type Candidate, having, textOf } from './Candidate';
import { ResourceFailure } from '../../faults/ResourceFailure';

/** A condition of AWS that is in no schema; undefined when the resource meets it. */
type Constraint = (candidate: Candidate) => ResourceFailure | undefined;

const isDynamic = (text: string) => text.includes('{{resolve:');

const offeredVersion =
  (service: string, engineOf: (candidate: Candidate) => string): Constraint =>
  candidate => {
    const engine = engineOf(candidate);
    const version = textOf(candidate, 'EngineVersion');
    if (version === undefined || isDynamic(version)) return undefined;
    // A database that runs a version withdrawn since continues to run it.
    if (String(candidate.before?.EngineVersion) === version) return undefined;
    return candidate.engines.offers(candidate.region, engine, version)
      ? undefined
      : ResourceFailure.fromService(
          service,
          `Cannot find version ${version} for ${engine}`,
        );
  };

const zonesOf = (candidate: Candidate, subnetIds: readonly unknown[]) =>
  new Set(
    subnetIds.map(subnetId =>
      stringOf(
        candidate.world.find(
          candidate.region,
          'AWS::EC2::Subnet',
          String(subnetId),
        )?.attributes.AvailabilityZone,
      ),
    ),
  );

/** The zone of a subnet that no local stack created is unknown, so such a subnet passes. */
const coversTwoZones = (
  candidate: Candidate,
  subnetIds: readonly unknown[],
) => {
  const zones = zonesOf(candidate, subnetIds);
  return zones.size > 1 || zones.has(undefined);
};

const twoZonesForSubnetGroup: Constraint = candidate => {
  const subnets = listOf(candidate.properties.SubnetIds);
  return coversTwoZones(candidate, subnets)
    ? undefined
    : ResourceFailure.fromService(
        'Rds',
        `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${[
          ...zonesOf(candidate, subnets),
        ].join(', ')}. Add subnets to cover at least 2 AZs.`,
      );
};

const twoZonesForLoadBalancer: Constraint = candidate => {
  const { properties } = candidate;
  const isApplication =
    (textOf(candidate, 'Type') ?? 'application') === 'application';
  const subnets = listOf(properties.Subnets);
  return !isApplication ||
    subnets.length === 0 ||
    coversTwoZones(candidate, subnets)
    ? undefined
    : ResourceFailure.fromService(
        'ElasticLoadBalancingV2',
        'At least two subnets in two different Availability Zones must be specified',
      );
};

const freeCidr: Constraint = candidate => {
  const block = textOf(candidate, 'CidrBlock');
  if (block === undefined || !Address4.isValid(block)) return undefined;
  const wanted = new Address4(block);
  const siblings = having(
    candidate,
    'AWS::EC2::Subnet',
    'VpcId',
    candidate.properties.VpcId,
  ).map(({ properties }) => String(properties.CidrBlock));
  return siblings
    .filter(other => Address4.isValid(other))
    .map(other => new Address4(other))
    .some(other => other.isInSubnet(wanted) || wanted.isInSubnet(other))
    ? ResourceFailure.fromService(
        'Ec2',
        `The CIDR '${block}' conflicts with another subnet`,
      )
    : undefined;
};

/** Detects a route that does not depend on `AWS::EC2::VPCGatewayAttachment`. */
const attachedGateway: Constraint = candidate => {
  const gateway = textOf(candidate, 'GatewayId');
  if (!gateway?.startsWith('igw-')) return undefined;
  const routeTable = textOf(candidate, 'RouteTableId');
  const vpc = candidate.world.find(
    candidate.region,
    'AWS::EC2::RouteTable',
    routeTable ?? '',
  )?.properties.VpcId;
  const isAttached = having(
    candidate,
    'AWS::EC2::VPCGatewayAttachment',
    'InternetGatewayId',
    gateway,
  ).some(
    ({ phase, properties }) =>
      (phase === 'available' || phase === 'updating') &&
      (vpc === undefined || properties.VpcId === vpc),
  );
  return isAttached
    ? undefined
    : ResourceFailure.fromService(
        'Ec2',
        `route table ${routeTable} and network gateway ${gateway} belong to different networks`,
      );
};

/** Detects a service that does not depend on its listener. */
const balancedTargetGroups: Constraint = candidate => {
  const { world, region, properties } = candidate;
  const forwarding = JSON.stringify(
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      'AWS::ElasticLoadBalancingV2::ListenerRule',
    ].flatMap(type => world.list(region, type).map(each => each.properties)),
  );
  const lonely = listOf(properties.LoadBalancers)
    .map(each => stringOf(fieldsOf(each).TargetGroupArn))
    .find(arn => arn !== undefined && !forwarding.includes(arn));
  return lonely === undefined
    ? undefined
    : ResourceFailure.fromHandler(
        `Invalid request provided: CreateService error: The target group with targetGroupArn ${lonely} does not have an associated load balancer. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException)`,
        'InvalidRequest',
      );
};

const failoverNeedsReplica: Constraint = candidate => {
  // With several shards, failover also moves the slots of a shard that has no replica.
  if (Number(candidate.properties.NumNodeGroups) > 1) return undefined;
  const nodes = Number(
    candidate.properties.NumCacheClusters ??
      1 + Number(candidate.properties.ReplicasPerNodeGroup ?? 1),
  );
  return textOf(candidate, 'AutomaticFailoverEnabled') === 'true' && nodes < 2
    ? ResourceFailure.fromService(
        'ElastiCache',
        'Must specify at least two cache clusters in order to auto failover a Redis replication group',
      )
    : undefined;
};

/** Access logs and execution logs both require the account's role. */
const loggingNeedsRole: Constraint = ({ world, region, properties }) => {
  const logs =
    properties.AccessLogSetting !== undefined ||
    listOf(properties.MethodSettings)
      .map(fieldsOf)
      .some(({ LoggingLevel = 'OFF' }) => LoggingLevel !== 'OFF');
  return logs && apiLogRole(world, region) === ''
    ? ResourceFailure.fromService(
        'ApiGateway',
        'CloudWatch Logs role ARN must be set in account settings to enable logging',
      )
    : undefined;
};

const instanceEngine = (candidate: Candidate) =>
  textOf(candidate, 'Engine') ?? '';

/** Constraints by type, on creation and update. */
const ALWAYS: Readonly<Record<string, readonly Constraint[]>> = {
  'AWS::ApiGateway::Stage': [loggingNeedsRole],
  'AWS::EC2::Route': [attachedGateway],
  'AWS::ECS::Service': [balancedTargetGroups],
  'AWS::ElastiCache::ReplicationGroup': [
    offeredVersion(
      'ElastiCache',
      candidate => textOf(candidate, 'Engine') ?? 'redis',
    ),
    failoverNeedsReplica,
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [twoZonesForLoadBalancer],
  'AWS::RDS::DBCluster': [offeredVersion('Rds', instanceEngine)],
  'AWS::RDS::DBInstance': [offeredVersion('Rds', instanceEngine)],
  'AWS::RDS::DBSubnetGroup': [twoZonesForSubnetGroup],
};

/** Constraints by type, on creation only. */
const ON_CREATION: Readonly<Record<string, readonly Constraint[]>> = {
  'AWS::EC2::Subnet': [freeCidr],
};

/** The first error AWS would report for a resource whose properties match the schema. */
export function violatedConstraint(
  candidate: Candidate,
  operation: 'create' | 'update',
): ResourceFailure | undefined {
  const { type } = candidate.schema;
  const rules = [
    ...(ALWAYS[type] ?? []),
    ...(operation === 'create' ? ON_CREATION[type] ?? [] : []),
  ];
  return rules
    .map(rule => rule(candidate))
    .find(failure => failure !== undefined);
}
