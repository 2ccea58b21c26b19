/**
 * Areas of the platform by which resources are grouped, in display order.
 *
 * @public
 */
export const areas = [
  'Network',
  'Compute',
  'API',
  'Data',
  'Stream',
  'Security',
  'Observability',
] as const;

/** @public */
export type Area = (typeof areas)[number];

/** The longest prefix wins; types are without `AWS::`. */
const prefixes: Record<string, Area> = {
  EC2: 'Network',
  'EC2::SecurityGroup': 'Security',
  'EC2::FlowLog': 'Observability',
  ECS: 'Compute',
  ECR: 'Compute',
  ApplicationAutoScaling: 'Compute',
  ApiGateway: 'API',
  ElasticLoadBalancingV2: 'API',
  RDS: 'Data',
  ElastiCache: 'Data',
  EFS: 'Data',
  Kinesis: 'Stream',
  SQS: 'Stream',
  IAM: 'Security',
  KMS: 'Security',
  Logs: 'Observability',
  CloudWatch: 'Observability',
  SNS: 'Observability',
};

/**
 * The area of a type such as `AWS::RDS::DBCluster`; undefined for an unknown type.
 *
 * @public
 */
export function areaOf(type: string): Area | undefined {
  const name = type.replace('AWS::', '');
  const [prefix] = Object.keys(prefixes)
    .filter(candidate => name.startsWith(candidate))
    .sort((a, b) => b.length - a.length);
  return prefix === undefined ? undefined : prefixes[prefix];
}
