import type { Call } from '../protocols/Service';
import { stringOf, type Fields } from '../world/values';

/** A request as its access is evaluated. */
export interface AuthorizedCall {
  /** Signing name of the service. */
  readonly service: string;
  readonly operation: string;
  readonly input: Fields;
  readonly call: Call;
  /** HTTP method and path, by which API Gateway authorizes. */
  readonly method: string;
  readonly path: string;
}

/** What the account knows of resources that requests name. */
export interface KnownResources {
  /** ARN of a role, by its name. */
  roleArn(name: string): string | undefined;
  /** ARN of a secret, by name or ARN. */
  secretArn(region: string, id: string): string | undefined;
}

type ResourcesOf = (
  call: AuthorizedCall,
  known: KnownResources,
) => readonly string[];

const regional = (service: string, rest: string, { call }: AuthorizedCall) =>
  `arn:aws:${service}:${call.region}:${call.accountId}:${rest}`;

/** The resource with the name in a member of the request, or all of its kind. */
const named =
  (service: string, kind: string, member: string): ResourcesOf =>
  request => {
    const name = stringOf(request.input[member]) ?? '*';
    return [
      name.startsWith('arn:') ? name : regional(service, kind + name, request),
    ];
  };

const stacks: ResourcesOf = request => {
  const { input } = request;
  const name = stringOf(input.StackName);
  const changeSet = stringOf(input.ChangeSetName);
  // AWS has been reported to authorize a change set that is named only by its ARN on that ARN.
  if (!name) return [changeSet ?? '*'];
  return [
    name.startsWith('arn:')
      ? name
      : regional('cloudformation', `stack/${name}/*`, request),
  ];
};

/** ARN of the cluster a call of ECS is about. */
export const clusterArn = ({ input, ...request }: AuthorizedCall) => {
  const name = stringOf(input.cluster) ?? 'default';
  return name.startsWith('arn:')
    ? name
    : regional('ecs', `cluster/${name}`, { input, ...request });
};

const ofCluster =
  (kind: string, member: string): ResourcesOf =>
  request => {
    const name = clusterArn(request).replace(/^.*\//, '');
    return [request.input[member]]
      .flat()
      .map(String)
      .map(each =>
        each.startsWith('arn:')
          ? each
          : regional('ecs', `${kind}/${name}/${each}`, request),
      );
  };

const logGroup = ({ input }: AuthorizedCall) =>
  (
    stringOf(input.logGroupName) ??
    stringOf(input.logGroupIdentifier) ??
    '*'
  ).replace(/^arn:.*:log-group:/, '');

const secret: ResourcesOf = (request, known) => {
  const id = String(request.input.SecretId);
  return [
    known.secretArn(request.call.region, id) ??
      (id.startsWith('arn:')
        ? id
        : regional('secretsmanager', `secret:${id}`, request)),
  ];
};

const object: ResourcesOf = ({ input }) => [
  `arn:aws:s3:::${input.Bucket}/${input.Key}`,
];

const repository = named('ecr', 'repository/', 'repositoryName');

/** From an address that ends with `/<account>/<name>`. */
const queue: ResourcesOf = ({ input, call }) => [
  [
    'arn:aws:sqs',
    call.region,
    ...String(input.QueueUrl).split('/').slice(-2),
  ].join(':'),
];

/** What each operation is authorized on, where it is not `*`. Source: the service authorization reference. */
export const callResources: Readonly<Record<string, ResourcesOf>> = {
  'cloudformation:*': stacks,
  // On all alarms, even when the request names some.
  'cloudwatch:DescribeAlarms': request => [
    regional('cloudwatch', 'alarm:*', request),
  ],
  'ecr:BatchGetImage': repository,
  'ecr:GetDownloadUrlForLayer': repository,
  'ecs:DescribeServices': ofCluster('service', 'services'),
  'ecs:DescribeTasks': ofCluster('task', 'tasks'),
  'elasticache:DescribeReplicationGroups': named(
    'elasticache',
    'replicationgroup:',
    'ReplicationGroupId',
  ),
  'elasticache:DescribeServerlessCaches': named(
    'elasticache',
    'serverlesscache:',
    'ServerlessCacheName',
  ),
  'iam:GetPolicy': ({ input }) => [String(input.PolicyArn)],
  'iam:GetRole': ({ input, call }, known) => [
    known.roleArn(String(input.RoleName)) ??
      `arn:aws:iam::${call.accountId}:role/${input.RoleName}`,
  ],
  'kinesis:DescribeStreamSummary': request =>
    request.input.StreamARN
      ? [String(request.input.StreamARN)]
      : [regional('kinesis', `stream/${request.input.StreamName}`, request)],
  'logs:FilterLogEvents': request => [
    regional('logs', `log-group:${logGroup(request)}`, request),
  ],
  'logs:GetLogEvents': request => [
    regional(
      'logs',
      `log-group:${logGroup(request)}:log-stream:${
        request.input.logStreamName
      }`,
      request,
    ),
  ],
  'rds:DescribeDBClusters': named('rds', 'cluster:', 'DBClusterIdentifier'),
  'rds:DescribeDBInstances': named('rds', 'db:', 'DBInstanceIdentifier'),
  'rds:ModifyDBCluster': named('rds', 'cluster:', 'DBClusterIdentifier'),
  'rds:ModifyDBInstance': named('rds', 'db:', 'DBInstanceIdentifier'),
  's3:DeleteObject': object,
  's3:GetObject': object,
  's3:PutObject': object,
  'secretsmanager:DescribeSecret': secret,
  'secretsmanager:GetSecretValue': secret,
  'sqs:*': queue,
  'servicequotas:GetServiceQuota': request => [
    regional(
      'servicequotas',
      `${request.input.ServiceCode}/${request.input.QuotaCode}`,
      request,
    ),
  ],
};
