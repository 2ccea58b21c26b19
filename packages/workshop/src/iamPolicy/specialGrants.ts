import { arnOf } from './arnsOf';
import { serviceLinkedRoles } from './besides';
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
  'API Gateway makes up ids, and its actions know no tags: the kinds of API the template has',
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
    scope: 'roles of the environment, and no policy but its own',
  },
];

const databaseSecret: Special = ({ place }) => [
  {
    label: 'SecretsOfRds',
    resources: [arnOf('secretsmanager:R:A:secret:rds!*', place)],
    scope: 'secrets RDS makes, whose names begin with rds!',
  },
];

const staged: Special = ({ stagedTemplates = [] }) => [
  {
    label: 'S3StagedTemplates',
    resources: [stagedTemplates].flat(),
    scope: 'templates over 51,200 bytes, on their way to CloudFormation',
  },
];

/** Network interfaces of mount targets: EFS makes them in the name of whoever deploys. */
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
        scope: 'mount targets make them, so only when an AWS service asks',
      },
    ];

const everything =
  (label: string, scope: string): Special =>
  ({ place }) =>
    [
      {
        label,
        resources: ['*'],
        conditions: inRegion(place),
        scope,
      },
    ];

/** Actions whose scope the service authorisation reference alone does not tell. */
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
      scope: `roles of the environment that trust ${service}, to it alone`,
    })),
  'iam:CreateServiceLinkedRole': ({ types, place }) => {
    const services = [
      ...new Set(
        Object.entries(serviceLinkedRoles)
          .filter(([type]) => types.has(type))
          .map(([, service]) => service),
      ),
    ].sort();
    return [
      {
        label: 'IamServiceLinkedRoles',
        resources: services.map(service =>
          arnOf(`iam::A:role/aws-service-role/${service}/*`, place),
        ),
        conditions: { StringEquals: { 'iam:AWSServiceName': services } },
        scope:
          'the first environment of an account makes them, for these services alone',
      },
    ];
  },
  'iam:AttachRolePolicy': attach,
  'iam:DetachRolePolicy': attach,
  'secretsmanager:CreateSecret': databaseSecret,
  'secretsmanager:TagResource': databaseSecret,
  'secretsmanager:GetSecretValue': ({ secrets, place }) => [
    {
      label: 'SecretsNamed',
      resources: secrets.map(name =>
        arnOf(`secretsmanager:R:A:secret:${name}-??????`, place),
      ),
      scope: 'secrets named in the specification; AWS adds six characters',
    },
  ],
  'ecs:ListTasks': ({ scopes }) => [
    {
      label: 'EcsListTasks',
      resources: ['*'],
      conditions: {
        ArnLike: { 'ecs:cluster': scopes.get('ecs:cluster')?.arns ?? [] },
      },
      scope: 'tasks have no ARN before they are listed; the cluster has',
    },
  ],
  'elasticloadbalancing:AddTags': all(
    'ElbTags',
    'elasticloadbalancing',
    'load balancer, listener, rule and target group have the environment’s name',
  ),
  'elasticloadbalancing:RemoveTags': all(
    'ElbTags',
    'elasticloadbalancing',
    'load balancer, listener, rule and target group have the environment’s name',
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
      resources: context.types.has('ApiGateway::RestApi')
        ? [arnOf('apigateway:R::/account', context.place)]
        : [],
      scope: 'the settings of the account, to see whether API Gateway may log',
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
    'AWS finds no stack by its tags, and to describe them without a name it asks for *',
  ),
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
