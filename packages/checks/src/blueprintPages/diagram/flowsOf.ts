import {
  isValues,
  valueAt,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  referencesIn,
  resourcesOf,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';
import { internet, type Flow, type Part } from './Architecture';

/** Resources that belong to a part, such as a mount target to its file system. */
function partOf(
  template: Template,
  parts: Part[],
  id: string,
): string | undefined {
  if (parts.some(part => part.id === id)) return id;
  const type = template.Resources[id]?.Type;
  const owner: Record<string, string> = {
    'AWS::EFS::MountTarget': 'EFS::FileSystem',
    'AWS::EFS::AccessPoint': 'EFS::FileSystem',
    'AWS::Logs::LogGroup': 'Logs::LogGroup',
  };
  const [first] = owner[type] ? resourcesOf(template, owner[type]) : [];
  return first && parts.find(part => part.id === first.id)?.id;
}

/** The parts that have a security group. */
function wearersOf(template: Template, parts: Part[], group: string): string[] {
  const worn = [
    'SecurityGroups',
    'SecurityGroupIds',
    'VpcSecurityGroupIds',
    'VPCSecurityGroups',
    'NetworkConfiguration',
  ];
  return [
    ...new Set(
      Object.entries(template.Resources)
        .filter(([, { Properties = {} }]) =>
          worn.some(name => referencesIn(Properties[name]).includes(group)),
        )
        .map(([id]) => partOf(template, parts, id))
        .filter(id => id !== undefined),
    ),
  ];
}

/** The connections that security groups allow. */
function connections(
  template: Template,
  parts: Part[],
): [string, string, string][] {
  return resourcesOf(template, 'EC2::SecurityGroup').flatMap(group =>
    [group.properties.SecurityGroupIngress ?? []]
      .flat()
      .filter(isValues)
      .flatMap(({ SourceSecurityGroupId, FromPort, ToPort }) =>
        referencesIn(SourceSecurityGroupId).flatMap(source =>
          wearersOf(template, parts, source).flatMap(from =>
            wearersOf(template, parts, group.id).map(
              (to): [string, string, string] => [
                from,
                to,
                FromPort === ToPort ? `${FromPort}` : `${FromPort}–${ToPort}`,
              ],
            ),
          ),
        ),
      ),
  );
}

/** A verb for an IAM action; read-only describe actions have none. */
const verbs: [RegExp, string][] = [
  [/:(Get(Records|SecretValue))/, 'read'],
  [/:Put(Record|LogEvents)/, 'put'],
  [/:SendMessage/, 'send'],
];

const verbsOf = (statement: Values) =>
  verbs
    .filter(([pattern]) =>
      [statement.Action].flat().some(action => pattern.test(String(action))),
    )
    .map(([, verb]) => verb);

const statementsOf = (properties: Values): Values[] =>
  [properties.Policies ?? [], properties]
    .flat()
    .map(policy => valueAt(policy, 'PolicyDocument.Statement'))
    .flatMap(statement => [statement].flat())
    .filter(isValues);

/** The access of a task role to parts outside the VPC. */
function access(
  template: Template,
  parts: Part[],
  service: Entry,
): [string, string][] {
  const [definition] = referencesIn(service.properties.TaskDefinition);
  const task = template.Resources[definition].Properties ?? {};
  const roles = referencesIn(task.TaskRoleArn);
  const inline = roles
    .flatMap(role => statementsOf(template.Resources[role].Properties ?? {}))
    .flatMap(statement =>
      referencesIn(statement.Resource).map((id): [string, string] => [
        id,
        verbsOf(statement).join(', '),
      ]),
    );
  const managed = resourcesOf(template, 'IAM::ManagedPolicy')
    .filter(({ properties }) =>
      referencesIn(properties.Roles).some(role => roles.includes(role)),
    )
    .map(({ id }): [string, string] => [id, 'read']);
  const logs = [task.ContainerDefinitions]
    .flat()
    .flatMap(container => referencesIn(valueAt(container, 'LogConfiguration')))
    .map((id): [string, string] => [id, 'log']);
  return [...managed, ...inline, ...logs].flatMap(([id, label]) => {
    const part = parts.find(
      ({ id: own }) => own === partOf(template, parts, id),
    );
    return part?.place.kind === 'region' && label
      ? [[part.id, label] as [string, string]]
      : [];
  });
}

/** The API's integration, and the alarms' notifications. */
function integrations(template: Template): Flow[] {
  const apis = resourcesOf(
    template,
    'ApiGateway::Method',
    'ApiGatewayV2::Integration',
  )
    .map(({ properties }) => ({
      api: referencesIn(properties.RestApiId ?? properties.ApiId)[0],
      link: referencesIn(
        valueAt(properties, 'Integration.ConnectionId') ??
          properties.ConnectionId,
      )[0],
    }))
    .flatMap(({ api, link }): Flow[] => [
      { from: internet, to: api, label: 'HTTPS', by: 'request' },
      { from: api, to: link, label: 'HTTP', by: 'request' },
    ]);
  const [alarm] = resourcesOf(template, 'CloudWatch::Alarm');
  return [
    ...apis,
    ...referencesIn(alarm?.properties.AlarmActions).map(
      (to): Flow => ({ from: alarm.id, to, label: 'publish', by: 'alarm' }),
    ),
  ];
}

/** All flows: integrations, connections that security groups allow, and access by task roles. */
export function flowsOf(template: Template, parts: Part[]): Flow[] {
  const services = resourcesOf(template, 'ECS::Service');
  const byOf = (from: string): Flow['by'] => {
    const service = services.find(({ id }) => id === from);
    if (!service) return 'request';
    return service.properties.LoadBalancers ? 'service' : 'worker';
  };
  return [
    ...integrations(template),
    ...connections(template, parts).map(
      ([from, to, label]): Flow => ({ from, to, label, by: byOf(from) }),
    ),
    ...services.flatMap(service =>
      access(template, parts, service).map(
        ([to, label]): Flow => ({
          from: service.id,
          to,
          label,
          by: byOf(service.id),
        }),
      ),
    ),
  ];
}
