import type { Call } from '../protocols/Service';
import { fieldsOf, listOf, stringOf, type Fields } from '../world/values';
import type { AccessRequest, ConditionValues } from './AccessRequest';
import { actionFacts } from './actionFacts';

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

/** Prefixes of actions that differ from the signing name. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

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
  // AWS has been reported to authorize a change set that is named by its ARN alone on that ARN.
  if (!name) return [changeSet ?? '*'];
  return [
    name.startsWith('arn:')
      ? name
      : regional('cloudformation', `stack/${name}/*`, request),
  ];
};

const cluster = ({ input, ...request }: AuthorizedCall) => {
  const name = stringOf(input.cluster) ?? 'default';
  return name.startsWith('arn:')
    ? name
    : regional('ecs', `cluster/${name}`, { input, ...request });
};

const ofCluster =
  (kind: string, member: string): ResourcesOf =>
  request => {
    const name = cluster(request).replace(/^.*\//, '');
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

/** What each operation is authorized on, where it is not `*`. Source: the service authorization reference. */
const resources: Readonly<Record<string, ResourcesOf>> = {
  'cloudformation:*': stacks,
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
  'servicequotas:GetServiceQuota': request => [
    regional(
      'servicequotas',
      `${request.input.ServiceCode}/${request.input.QuotaCode}`,
      request,
    ),
  ],
};

const objectOfUrl = (url: string): string => {
  const { hostname, pathname } = new URL(url);
  const [, bucket] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  return `arn:aws:s3:::${bucket ? `${bucket}${pathname}` : pathname.slice(1)}`;
};

/** What a call of CloudFormation needs in addition. */
function additionalAccess(
  { service, input, call }: AuthorizedCall,
  resource: string,
  operation: string,
): AccessRequest[] {
  if (service !== 'cloudformation') return [];
  const region = { 'aws:RequestedRegion': call.region };
  const role = stringOf(input.RoleARN);
  const url = stringOf(input.TemplateURL);
  const tags = listOf(input.Tags).map(fieldsOf);
  return [
    ...(role
      ? [
          {
            action: 'iam:PassRole',
            resource: role,
            keys: {
              ...region,
              'iam:PassedToService': 'cloudformation.amazonaws.com',
            },
          },
        ]
      : []),
    ...(tags.length > 0 && /^(Create|Update)/.test(operation)
      ? [
          {
            action: 'cloudformation:TagResource',
            resource,
            keys: {
              ...region,
              ...Object.fromEntries(
                tags.map(({ Key, Value }) => [
                  `aws:RequestTag/${Key}`,
                  String(Value),
                ]),
              ),
              'aws:TagKeys': tags.map(({ Key }) => String(Key)),
            },
          },
        ]
      : []),
    ...(url
      ? [{ action: 's3:GetObject', resource: objectOfUrl(url), keys: region }]
      : []),
  ];
}

/** Every access that a request needs; none for a call that needs no permission. */
export async function callRequests(
  request: AuthorizedCall,
  known: KnownResources,
): Promise<AccessRequest[]> {
  const { service, operation, input, call, method, path } = request;
  if (service === 'sts') return [];
  const region = { 'aws:RequestedRegion': call.region };
  if (service === 'apigateway') {
    const [, , rest] = /^(\/v2)?(\/.*)$/.exec(path) ?? [];
    return [
      {
        action: `apigateway:${method}`,
        resource: `arn:aws:apigateway:${call.region}::${rest ?? path}`,
        keys: region,
      },
    ];
  }
  const action = `${PREFIXES[service] ?? service}:${operation}`;
  const facts = await actionFacts(action);
  const find = resources[action] ?? resources[`${service}:*`];
  const isScoped = facts !== undefined && facts.resources.length > 0;
  const arns = isScoped && find ? find(request, known) : ['*'];
  const keys: ConditionValues = {
    ...region,
    ...(service === 'ecs' && { 'ecs:cluster': cluster(request) }),
    ...(service === 'cloudformation' && {
      'cloudformation:RoleArn': stringOf(input.RoleARN),
    }),
  };
  return [
    ...arns.map(resource => ({ action, resource, keys })),
    ...additionalAccess(request, arns[0], operation),
  ];
}

/**
 * What CloudFormation calls with its caller's permissions to warn of quotas. Without them it skips that check.
 *
 * Source: CloudFormation User Guide, "Validate stack deployments".
 */
export const quotaRequests = ({ region, accountId }: Call): AccessRequest[] =>
  [
    ['cloudwatch:GetMetricData', '*'],
    ['ec2:DescribeSecurityGroups', '*'],
    ['iam:GetAccountSummary', '*'],
    ['lambda:GetAccountSettings', '*'],
    [
      'servicequotas:GetServiceQuota',
      `arn:aws:servicequotas:${region}:${accountId}:vpc/L-F678F1CE`,
    ],
  ].map(([action, resource]) => ({
    action,
    resource,
    keys: { 'aws:RequestedRegion': region },
  }));
