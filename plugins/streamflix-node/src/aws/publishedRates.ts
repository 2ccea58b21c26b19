/** A token bucket of AWS's APIs. */
export interface PublishedRate {
  /** Calls with the same name share the bucket. */
  name: string;
  /** Calls at once. */
  burst: number;
  /** Calls per second after that. */
  perSecond: number;
  /** Whether all regions of an account share the bucket. */
  ofAccount?: boolean;
}

/**
 * Rates of reads, by service; a pattern holds for each operation unless the name says that they share it.
 * AWS publishes none for CloudFormation, RDS and ElastiCache: those are assumed from reports of throttling, low enough.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const rates: readonly (Omit<PublishedRate, 'name'> & {
  service: string;
  operations: RegExp;
  /** Set when the operations share the bucket. */
  shared?: string;
})[] = [
  { service: 'cloudformation', operations: /./, burst: 10, perSecond: 5 },
  {
    service: 'ecs',
    operations: /Services$/,
    shared: 'services',
    burst: 100,
    perSecond: 20,
  },
  {
    service: 'ecs',
    operations: /Tasks$/,
    shared: 'tasks',
    burst: 100,
    perSecond: 20,
  },
  {
    service: 'apigateway',
    operations: /./,
    shared: 'all',
    burst: 40,
    perSecond: 10,
    ofAccount: true,
  },
  { service: 'kinesis', operations: /^ListStreams$/, burst: 5, perSecond: 5 },
  { service: 'kinesis', operations: /./, burst: 20, perSecond: 20 },
  {
    service: 'cloudwatch',
    operations: /^DescribeAlarms$/,
    burst: 9,
    perSecond: 9,
  },
  { service: 'cloudwatch', operations: /./, burst: 500, perSecond: 500 },
  { service: 'rds', operations: /./, burst: 20, perSecond: 10 },
  { service: 'elasticache', operations: /./, burst: 20, perSecond: 10 },
];

/** The rate of an operation; undefined where none is known that could be reached. */
export function publishedRate(
  service: string,
  operation: string,
): PublishedRate | undefined {
  const rate = rates.find(
    each => each.service === service && each.operations.test(operation),
  );
  if (!rate) return undefined;
  const { shared = operation, burst, perSecond, ofAccount } = rate;
  return { name: `${service}:${shared}`, burst, perSecond, ofAccount };
}
