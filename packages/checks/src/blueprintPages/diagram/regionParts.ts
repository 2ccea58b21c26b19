import { valueAt } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  referencesIn,
  resourcesOf,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';
import type { Part } from './Architecture';
import { countOf } from './countOf';

type InRegion = Omit<Part, 'ownKey'>;

const regionPart = (id: string, title: string, lines: string[]): InRegion => ({
  id,
  title,
  lines,
  place: { kind: 'region' },
});

function frontParts(template: Template): InRegion[] {
  const stage = resourcesOf(
    template,
    'ApiGateway::Stage',
    'ApiGatewayV2::Stage',
  )[0];
  const tracing = stage?.properties.TracingEnabled ? ', X-Ray' : '';
  const front = (id: string, title: string, route: string): InRegion => ({
    id,
    title,
    lines: [`${route}, stage ${stage?.properties.StageName}${tracing}`],
    place: { kind: 'front' },
  });
  const path = resourcesOf(template, 'ApiGateway::Resource')
    .map(({ properties }) => `/${properties.PathPart}`)
    .join('');
  return [
    ...resourcesOf(template, 'ApiGateway::RestApi').map(({ id }) =>
      front(
        id,
        'API Gateway, REST API',
        `${
          resourcesOf(template, 'ApiGateway::Method')[0].properties.HttpMethod
        } ${path || '/'}`,
      ),
    ),
    ...resourcesOf(template, 'ApiGatewayV2::Api').map(({ id }) =>
      front(
        id,
        'API Gateway, HTTP API',
        String(
          resourcesOf(template, 'ApiGatewayV2::Route')[0].properties.RouteKey,
        ),
      ),
    ),
  ];
}

/** Secrets the tasks read: those managed by RDS are attributes of the database, existing ones are named in ARNs. */
function secretParts(template: Template): InRegion[] {
  return resourcesOf(template, 'IAM::ManagedPolicy').map(
    ({ id, properties }) => {
      const existing = new Set(
        [
          ...JSON.stringify(properties).matchAll(
            /:secret:([\w/+=.@-]+?)-\?{6}/g,
          ),
        ].map(([, name]) => name),
      );
      const managed = /MasterUserSecret/.test(JSON.stringify(properties));
      return regionPart(id, 'Secrets Manager', [
        ...(managed ? ['database: made by RDS'] : []),
        ...(existing.size > 0
          ? [`${countOf(existing.size, 'existing secret')}`]
          : []),
      ]);
    },
  );
}

function streamParts(template: Template): InRegion[] {
  return [
    ...resourcesOf(template, 'Kinesis::Stream').map(({ id, properties }) => {
      const metrics = [properties.DesiredShardLevelMetrics ?? []].flat();
      return regionPart(id, 'Kinesis Data Streams', [
        `${
          properties.ShardCount
            ? countOf(Number(properties.ShardCount), 'shard')
            : 'on demand'
        }, ${properties.RetentionPeriodHours} h`,
        ...(metrics.length > 0
          ? [`${metrics.length} shard-level metrics`]
          : []),
      ]);
    }),
    ...resourcesOf(template, 'SQS::Queue').map(({ id, properties }) =>
      regionPart(id, 'SQS, dead letters', [
        `kept ${Number(properties.MessageRetentionPeriod) / 86_400} days`,
      ]),
    ),
  ];
}

/** The sources of the logs, from the names of the log groups. */
const origins = (groups: Entry[]): string[] =>
  [
    ['/ecs/', 'tasks'],
    ['/apigateway/', 'API'],
    ['/vpc/', 'VPC flows'],
    ['/rds/', 'database'],
    ['/elasticache/', 'cache'],
    ['/containerinsights/', 'insights'],
  ]
    .filter(([part]) =>
      groups.some(({ properties }) =>
        String(properties.LogGroupName).includes(part),
      ),
    )
    .map(([, origin]) => origin);

/** The services whose metrics the alarms use. */
const watched = (alarms: Entry[]): string[] => [
  ...new Set(
    alarms.flatMap(({ properties }) =>
      [...JSON.stringify(properties).matchAll(/"Namespace":"AWS\/(\w+)"/g)].map(
        ([, service]) => service.replace('ApiGateway', 'API Gateway'),
      ),
    ),
  ),
];

function observabilityParts(template: Template): InRegion[] {
  const groups = resourcesOf(template, 'Logs::LogGroup');
  const alarms = resourcesOf(template, 'CloudWatch::Alarm');
  return [
    ...(groups.length > 0
      ? [
          regionPart(groups[0].id, 'CloudWatch Logs', [
            `of ${origins(groups).join(', ')}`,
            `${countOf(groups.length, 'group')}, ${
              groups[0].properties.RetentionInDays
            } days`,
          ]),
        ]
      : []),
    ...(alarms.length > 0
      ? [
          regionPart(alarms[0].id, 'CloudWatch alarms', [
            `on ${watched(alarms).join(', ')}`,
            countOf(alarms.length, 'alarm'),
          ]),
        ]
      : []),
    ...resourcesOf(template, 'SNS::Topic').map(({ id, properties }) =>
      regionPart(id, 'SNS topic', [String(properties.TopicName)]),
    ),
  ];
}

/** Resources of a template encrypted with one key. */
const encryptedBy = (template: Template, key: string) =>
  Object.entries(template.Resources).filter(([, { Properties = {} }]) =>
    [
      'KmsKeyId',
      'KmsMasterKeyId',
      'StreamEncryption',
      'EncryptionConfiguration',
    ]
      .map(name => valueAt(Properties, name))
      .some(value => referencesIn(value).includes(key)),
  );

function keyParts(template: Template): InRegion[] {
  return [
    ...resourcesOf(template, 'ECR::Repository').map(({ id }) =>
      regionPart(id, 'ECR repository', ['images scanned on push']),
    ),
    ...resourcesOf(template, 'KMS::Key').map(({ id }) =>
      regionPart(id, 'KMS key, rotated', [
        `encrypts ${encryptedBy(template, id).length} resources`,
      ]),
    ),
  ];
}

/** Logical ids of the resources encrypted with the environment's own key. */
export const encryptedByOwnKey = (template: Template): Set<string> =>
  new Set(
    resourcesOf(template, 'KMS::Key').flatMap(({ id }) =>
      encryptedBy(template, id).map(([encrypted]) => encrypted),
    ),
  );

/** Parts outside the VPC: the API, and regional services in the order of their use. */
export const regionParts = (template: Template): InRegion[] => [
  ...frontParts(template),
  ...secretParts(template),
  ...streamParts(template),
  ...observabilityParts(template),
  ...keyParts(template),
];
