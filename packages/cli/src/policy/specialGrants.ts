import { serviceLinkedRoles } from '@streamflix/backstage-plugin-streamflix-node';
import { arnOf, secretArn } from './arnPatterns';
import { inRegion, type Grant } from './Grant';
import { keyGrants } from './keyGrants';
import type { PolicyContext } from './PolicyContext';
import { tagGrants } from './tagGrants';

const arnsOfService = ({ scopes }: PolicyContext, service: string) => [
  ...new Set(
    [...scopes]
      .filter(([iam]) => iam.startsWith(`${service}:`))
      .flatMap(([, { arns }]) => arns),
  ),
];

type Special = (context: PolicyContext, action: string) => Grant[];

const all =
  (label: string, service: string, scope: string): Special =>
  context =>
    [{ label, resources: arnsOfService(context, service), scope }];

const apiGateway = all(
  'ApiGateway',
  'apigateway',
  'AWS generates the ids, and no condition can check a tag: the kinds of API in the template',
);

const attach: Special = context => [
  {
    label: 'IamAttach',
    resources: context.scopes.get('iam:role')?.arns ?? [],
    conditions: {
      ArnLike: {
        'iam:PolicyARN': context.scopes.get('iam:policy')?.arns ?? [],
      },
    },
    scope: 'roles of environments, and only policies of environments',
  },
];

const databaseSecret: Special = ({ target }) => [
  {
    label: 'SecretsOfRds',
    resources: [arnOf('secretsmanager:R:A:secret:rds!*', target)],
    scope: 'secrets that RDS creates, whose names begin with rds!',
  },
];

const staged: Special = ({ stagedTemplates = [] }) => [
  {
    label: 'S3StagedTemplates',
    resources: [stagedTemplates].flat(),
    scope: 'templates over 51,200 bytes, for CloudFormation to read',
  },
];

const events: Special = ({ eventQueues }) => [
  {
    label: 'SqsEvents',
    resources: [...eventQueues],
    scope: 'queues of streamflix.events.queues',
  },
];

/** Network interfaces of mount targets: EFS creates them on behalf of the caller. */
const interfaces =
  (label: string, within: readonly string[]): Special =>
  ({ scopes }) =>
    [
      {
        label,
        resources: ['ec2:network-interface', ...within].flatMap(
          iam => scopes.get(iam)?.arns ?? [],
        ),
        conditions: { Bool: { 'aws:ViaAWSService': 'true' } },
        scope:
          'EFS creates them for mount targets: only in calls by an AWS service',
      },
    ];

const everything =
  (label: string, scope: string): Special =>
  ({ target }) =>
    [
      {
        label,
        resources: ['*'],
        conditions: inRegion(target),
        scope,
      },
    ];

/** Actions with which StreamFlix reads whether an image exists, and for which processor. */
export const imageReads: readonly string[] = [
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
];

/** Actions with which StreamFlix reads the events of AWS. */
export const eventReads: readonly string[] = [
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

/** Actions whose scope does not follow from the service authorization reference. */
export const specialGrants: Readonly<Record<string, Special>> = {
  'iam:PassRole': ({ passedTo }) =>
    [...passedTo].map(([service, resources]) => ({
      label: `IamPass${service
        .split('.')[0]
        .replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) =>
          letter.toUpperCase(),
        )}`,
      resources,
      conditions: { StringEquals: { 'iam:PassedToService': service } },
      scope: `roles for ${service}, and only to this service`,
    })),
  'iam:CreateServiceLinkedRole': ({ types, target }) => {
    const services = serviceLinkedRoles
      .filter(role => role.types.some(type => types.has(type)))
      .map(({ service }) => service)
      .sort();
    return [
      {
        label: 'IamServiceLinkedRoles',
        resources: [arnOf('iam::A:role/aws-service-role/*', target)],
        conditions: { StringEquals: { 'iam:AWSServiceName': services } },
        scope:
          'the first environment of an account needs them, only for these services; AWS allows them no permissions boundary',
      },
    ];
  },
  'sqs:ReceiveMessage': events,
  'sqs:DeleteMessage': events,
  'sqs:GetQueueAttributes': (context, action) => [
    ...events(context, action),
    {
      label: 'SqsQueue',
      resources: context.callers.includes('cloudformation')
        ? context.scopes.get('sqs:queue')?.arns ?? []
        : [],
      scope: 'named after the environment',
    },
  ],
  'iam:AttachRolePolicy': attach,
  'iam:DetachRolePolicy': attach,
  'secretsmanager:CreateSecret': databaseSecret,
  'secretsmanager:TagResource': databaseSecret,
  'secretsmanager:GetSecretValue': ({ secrets, target }) => [
    {
      label: 'SecretsNamed',
      resources: secrets.map(name => secretArn(name, target)),
      scope:
        'existing secrets of databases; AWS appends six characters to a name',
    },
  ],
  'secretsmanager:DescribeSecret': ({ allowedSecrets, target }) => [
    {
      label: 'SecretsAllowed',
      // For a secret that does not exist, AWS authorizes the name without the six characters.
      resources: allowedSecrets.flatMap(name => [
        arnOf(`secretsmanager:R:A:secret:${name}`, target),
        ...(name.endsWith('*') ? [] : [secretArn(name, target)]),
      ]),
      scope: 'secrets that environments may use',
    },
  ],
  ...Object.fromEntries(
    imageReads.map(action => [
      action,
      ({ allowedRepositories }: PolicyContext): Grant[] => [
        {
          label: 'EcrImages',
          resources: [...allowedRepositories],
          scope: 'repositories of the images that tasks may run',
        },
      ],
    ]),
  ),
  'ecs:ListTasks': ({ scopes }) => [
    {
      label: 'EcsListTasks',
      resources: ['*'],
      conditions: {
        ArnLike: { 'ecs:cluster': scopes.get('ecs:cluster')?.arns ?? [] },
      },
      scope: 'AWS authorizes this list by its cluster',
    },
  ],
  'elasticloadbalancing:AddTags': all(
    'ElbTags',
    'elasticloadbalancing',
    'load balancer, listener, rule and target group are named after the environment',
  ),
  'elasticloadbalancing:RemoveTags': all(
    'ElbTags',
    'elasticloadbalancing',
    'load balancer, listener, rule and target group are named after the environment',
  ),
  ...Object.fromEntries(
    ['POST', 'PUT', 'PATCH', 'DELETE'].map(method => [
      `apigateway:${method}`,
      apiGateway,
    ]),
  ),
  'apigateway:GET': (context, action) => [
    ...apiGateway(context, action),
    {
      label: 'ApiGatewayAccount',
      resources: [arnOf('apigateway:R::/account', context.target)],
      scope: 'the settings of the account: whether API Gateway may write logs',
    },
  ],
  ...tagGrants,
  'ec2:CreateNetworkInterface': interfaces('Ec2InterfacesNew', [
    'ec2:subnet',
    'ec2:security-group',
  ]),
  'ec2:DeleteNetworkInterface': interfaces('Ec2Interfaces', []),
  'ec2:ModifyNetworkInterfaceAttribute': interfaces('Ec2Interfaces', []),
  'cloudformation:DescribeStacks': everything(
    'StacksAll',
    'AWS cannot find a stack by its tags, and authorizes a list of all stacks only on *',
  ),
  'ec2:DescribeRegions': () => [
    {
      label: 'Ec2Regions',
      resources: ['*'],
      scope:
        'AWS supports no narrower resource; asked in another region about one that is not enabled',
    },
  ],
  'cloudwatch:GetMetricData': everything(
    'CloudWatchMetrics',
    'metrics have no ARN',
  ),
  ...Object.fromEntries(
    [
      'CreateGrant',
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'RetireGrant',
    ].map(name => [`kms:${name}`, keyGrants]),
  ),
  's3:PutObject': staged,
  's3:GetObject': staged,
  's3:DeleteObject': staged,
};
