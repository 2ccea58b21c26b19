import { fieldsOf, isFields, listOf, type Fields } from '../world/values';
import type { Resource, World } from '../world/World';
import type { AccessRequest, ConditionValues } from './AccessRequest';
import {
  actionFacts,
  type ActionFacts,
  type ActionResource,
} from './actionFacts';
import { apiGatewayArn } from './apiGatewayArn';
import type { KnownResources } from './callRequests';
import handlerCalls from './handlerCalls.json';
import { ownArns, typesWithArns, type Subject } from './ownArns';

/** One operation of a resource handler. */
export interface HandlerOperation {
  readonly operation: 'create' | 'update' | 'delete';
  /** With the properties the resource is to have, or has when it is deleted, including the stack's tags. */
  readonly subject: Subject;
  /** The properties before an update. */
  readonly before?: Readonly<Fields>;
  /** Whether CloudFormation acts with its caller's permissions, not with a service role. */
  readonly isForwarded: boolean;
  readonly world: World;
  readonly known: Pick<KnownResources, 'secretArn'>;
}

type Calls = Partial<
  Record<'create' | 'read' | 'update' | 'delete', string[]>
> & {
  when?: Record<string, string[]>;
};

const callsByType = handlerCalls as Readonly<Record<string, Calls>>;

const has = (properties: Readonly<Fields>, names: readonly string[]) => {
  const text = JSON.stringify(properties);
  return names.some(name => text.includes(`"${name}":`));
};

/** The actions a handler calls for a resource with these properties. */
function actionsOf({ operation, subject, before }: HandlerOperation): string[] {
  const calls = callsByType[subject.type] ?? {};
  const { properties } = subject;
  const read = operation === 'delete' ? [] : calls.read ?? [];
  const boundaryChanged =
    operation === 'update' &&
    subject.type === 'AWS::IAM::Role' &&
    before?.PermissionsBoundary !== properties.PermissionsBoundary
      ? ['iam:PutRolePermissionsBoundary']
      : [];
  return [
    ...new Set([...(calls[operation] ?? []), ...read, ...boundaryChanged]),
  ].filter(action => {
    const when = calls.when?.[action];
    return !when || has({ ...before, ...properties }, when);
  });
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* strings(item);
  }
}

/** The resources that the properties name, by identifier or ARN. */
function referencesOf({ subject, world }: HandlerOperation): Resource[] {
  const { properties, region, physicalId } = subject;
  const found = new Set<Resource>();
  for (const text of new Set(strings(properties))) {
    const ids = text.startsWith('arn:')
      ? [text, text.replace(/^.*[:/]/, '')]
      : [text];
    for (const type of typesWithArns) {
      for (const id of ids) {
        const resource = world.find(region, `AWS::${type}`, id);
        if (resource && resource.physicalId !== physicalId) found.add(resource);
      }
    }
  }
  return [...found];
}

/** A resource's tags, whatever its property of tags is called. */
function tagsOf(properties: Readonly<Fields>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (!name.endsWith('Tags')) continue;
    if (isFields(value)) Object.assign(tags, value);
    for (const { Key, Value } of listOf(value).map(fieldsOf)) {
      tags[String(Key)] = String(Value);
    }
  }
  return tags;
}

const tagKeys = (kind: 'Request' | 'Resource', tags: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `aws:${kind}Tag/${key}`,
      value,
    ]),
  );

/** The service a role is passed to, by the type that names the role. */
const passedTo: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'apigateway',
  'AWS::EC2::FlowLog': 'vpc-flow-logs',
  'AWS::ECS::Service': 'ecs',
  'AWS::ECS::TaskDefinition': 'ecs-tasks',
  'AWS::RDS::DBCluster': 'monitoring.rds',
  'AWS::RDS::DBInstance': 'monitoring.rds',
};

/** The service whose role the resources of a service need. */
const linkedService: Readonly<Record<string, string>> = {
  ApiGatewayV2: 'ops.apigateway',
  ApplicationAutoScaling: 'ecs.application-autoscaling',
  ECS: 'ecs',
  EFS: 'elasticfilesystem',
  ElastiCache: 'elasticache',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  RDS: 'rds',
};

const domain = (service: string) => `${service}.amazonaws.com`;

/** The service that uses a key for the caller. */
const keyUser: Readonly<Record<string, string>> = {
  ECR: 'ecr',
  EFS: 'elasticfilesystem',
  ElastiCache: 'elasticache',
  RDS: 'rds',
};

/** Values of the condition keys that only some services have. */
function serviceKeys(
  action: string,
  { subject, operation, isForwarded }: HandlerOperation,
  references: readonly Resource[],
): ConditionValues {
  const { type, properties, region, accountId } = subject;
  const [service, name] = action.split(':');
  const of = type.split('::')[1];
  switch (service) {
    case 'application-autoscaling': {
      const id = String(properties.ScalingTargetId ?? '').split('|');
      return {
        'application-autoscaling:service-namespace': String(
          properties.ServiceNamespace ?? id[2],
        ),
      };
    }
    case 'ec2':
      return {
        'ec2:CreateAction':
          operation === 'create' && name === 'CreateTags'
            ? creatingAction(type)
            : undefined,
        // EFS and ElastiCache call EC2 for the caller.
        'aws:ViaAWSService': String(isForwarded || of !== 'EC2'),
      };
    case 'ecs': {
      const cluster = String(properties.Cluster ?? '').replace(/^.*\//, '');
      return {
        'ecs:cluster': `arn:aws:ecs:${region}:${accountId}:cluster/${cluster}`,
      };
    }
    case 'elasticfilesystem':
      return {
        'elasticfilesystem:Encrypted': String(properties.Encrypted ?? false),
        'elasticfilesystem:CreateAction':
          operation === 'create' ? creatingAction(type) : undefined,
      };
    case 'iam': {
      const role = references.find(each => each.type === 'AWS::IAM::Role');
      const { PermissionsBoundary } =
        type === 'AWS::IAM::Role' ? properties : role?.properties ?? {};
      return {
        'iam:PermissionsBoundary':
          PermissionsBoundary === undefined
            ? undefined
            : String(PermissionsBoundary),
        'iam:PassedToService': passedTo[type] && domain(passedTo[type]),
        'iam:AWSServiceName': linkedService[of] && domain(linkedService[of]),
      };
    }
    case 'kms':
      return {
        'kms:ViaService':
          keyUser[of] && `${keyUser[of]}.${region}.amazonaws.com`,
        'kms:GrantIsForAWSResource': keyUser[of] && 'true',
      };
    default:
      return {};
  }
}

/** The call that creates a resource, as `ec2:CreateAction` names it. */
function creatingAction(type: string): string {
  const [, service, kind] = type.split('::');
  if (kind === 'EIP') return 'AllocateAddress';
  if (kind === 'FlowLog') return 'CreateFlowLogs';
  if (kind === 'VPC') return 'CreateVpc';
  return service === 'ElastiCache' ? 'CreateVpcEndpoint' : `Create${kind}`;
}

/** A resource that an action is authorized on, and its tags. */
interface Target {
  readonly arn: string;
  readonly tags?: Record<string, string>;
}

/** What AWS uses where the properties name no group. */
function defaults(
  action: string,
  { subject: { region, accountId, properties } }: HandlerOperation,
): string[] {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const engine = String(properties.Engine);
  if (/^rds:(Create|Modify)DB(Cluster|Instance)$/.test(action)) {
    const version = String(properties.EngineVersion ?? '').replace(/\..*/, '');
    return [
      arn('rds', `og:default:${engine}-${version}`),
      ...(action.endsWith('Instance') && !properties.DBParameterGroupName
        ? [arn('rds', `pg:default.${engine}${version}`)]
        : []),
    ];
  }
  return /^elasticache:(Create|Modify)ReplicationGroup$/.test(action) &&
    !properties.CacheParameterGroupName
    ? [arn('elasticache', `parametergroup:default.${engine}`)]
    : [];
}

function fill({ arn }: ActionResource, { region, accountId }: Subject): string {
  return arn
    .replace('${Partition}', 'aws')
    .replace('${Region}', region)
    .replace('${Account}', accountId)
    .replaceAll(/\$\{\w+\}/g, '*');
}

/** Actions on a resource itself, whatever else its properties name. */
const aboutItself =
  /:(Untag|Tag|ListTags|AddTags|RemoveTags|CreateTags|DeleteTags)/;

/** The resources of one action, among the handler's own and those its properties name. */
function targetsOf(
  action: string,
  { resources, readsOnly }: ActionFacts,
  given: HandlerOperation,
  references: readonly Resource[],
): Target[] {
  const { subject, operation } = given;
  const hasTags = resources.some(kind => kind.hasTags);
  if (aboutItself.test(action)) {
    const isNew = operation === 'create' || !hasTags;
    const tags = isNew ? undefined : tagsOf(subject.properties);
    const [arn] = ownArns(subject, `${action.split(':')[0]}:`);
    if (arn) return [{ arn, tags }];
  }
  const own: Target[] = [];
  const named: Target[] = [];
  for (const kind of resources) {
    // A resource has no tags before the call that creates it.
    const isTagged = kind.hasTags && !(operation === 'create' && kind.isNew);
    for (const arn of ownArns(subject, kind.iam)) {
      own.push({
        arn,
        tags: isTagged ? tagsOf(subject.properties) : undefined,
      });
    }
    for (const each of references) {
      for (const arn of ownArns(each, kind.iam)) {
        named.push({
          arn,
          tags: kind.hasTags ? tagsOf(each.properties) : undefined,
        });
      }
    }
  }
  const targets = [...own, ...named];
  if (targets.length === 0) {
    if (!resources[0]) return [{ arn: '*' }];
    // A handler changes nothing but its resource and what the properties name.
    return readsOnly ? [{ arn: fill(resources[0], subject) }] : [];
  }
  return [...targets, ...defaults(action, given).map(arn => ({ arn }))].filter(
    ({ arn }, index, all) => all.findIndex(each => each.arn === arn) === index,
  );
}

/** ARNs in the properties that name roles or policies. */
const arnsIn = (properties: Readonly<Fields>, kind: 'role' | 'policy') => [
  ...new Set(
    [...strings(properties)].filter(text =>
      new RegExp(`^arn:[^:]+:iam::\\w+:${kind}/`).test(text),
    ),
  ),
];

/** Actions whose resources do not follow from the reference. */
function specialTargets(
  action: string,
  given: HandlerOperation,
): Target[] | undefined {
  const { subject, operation, world } = given;
  const { type, properties, region, accountId } = subject;
  if (action.startsWith('apigateway:')) {
    return [{ arn: apiGatewayArn(action, subject) }];
  }
  if (action === 'iam:PassRole') {
    return arnsIn(properties, 'role').map(arn => ({ arn }));
  }
  if (action === 'iam:CreateServiceLinkedRole') {
    return [
      {
        arn: `arn:aws:iam::${accountId}:role/aws-service-role/${domain(
          linkedService[type.split('::')[1]] ?? '*',
        )}/*`,
      },
    ];
  }
  if (/^secretsmanager:(CreateSecret|TagResource)$/.test(action)) {
    return [
      {
        arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:rds!${
          type === 'AWS::RDS::DBCluster' ? 'cluster' : 'db'
        }-*`,
      },
    ];
  }
  if (action.startsWith('kms:') && !type.startsWith('AWS::KMS::')) {
    return world
      .list(region, 'AWS::KMS::Key')
      .filter(key =>
        [...strings(properties)].some(text => text.includes(key.physicalId)),
      )
      .map(key => ({
        arn: `arn:aws:kms:${region}:${accountId}:key/${key.physicalId}`,
        tags: tagsOf(key.properties),
      }));
  }
  return operation === 'create' && action === 'sns:Subscribe'
    ? [{ arn: String(properties.TopicArn) }]
    : undefined;
}

/** The policies that a role and a managed policy are attached with. */
function attached(
  action: string,
  { subject }: HandlerOperation,
): ConditionValues[] {
  if (!/^iam:(Attach|Detach)RolePolicy$/.test(action)) return [{}];
  const policies =
    subject.type === 'AWS::IAM::Role'
      ? arnsIn({ arns: subject.properties.ManagedPolicyArns }, 'policy')
      : ownArns(subject, 'iam:policy');
  return policies.map(arn => ({ 'iam:PolicyARN': arn }));
}

/** Keys without a value in the request, or that an action does not support, are left out. */
function supported(
  keys: ConditionValues,
  conditionKeys: ReadonlySet<string>,
): ConditionValues {
  return Object.fromEntries(
    Object.entries(keys).filter(
      ([key, value]) =>
        value !== undefined &&
        (key.startsWith('aws:') || conditionKeys.has(key.toLowerCase())),
    ),
  );
}

/** The secrets that dynamic references name, which CloudFormation reads before it calls the handler. */
const secretRequests = ({
  subject: { properties, region },
  operation,
  known,
}: HandlerOperation): AccessRequest[] =>
  operation === 'delete'
    ? []
    : [...strings(properties)]
        .flatMap(text => [
          ...text.matchAll(
            /\{\{resolve:secretsmanager:(arn:(?:[^:]*:){5}[^:}]+|[^:}]+)/g,
          ),
        ])
        .map(([, id]) => ({
          action: 'secretsmanager:GetSecretValue',
          resource: known.secretArn(region, id) ?? id,
          keys: { 'aws:RequestedRegion': region },
        }));

/** Every access of a resource handler, in the order of its calls. */
export async function handlerRequests(
  given: HandlerOperation,
): Promise<AccessRequest[]> {
  const { subject, isForwarded } = given;
  const references = referencesOf(given);
  const requests = secretRequests(given);
  for (const action of actionsOf(given)) {
    const facts = await actionFacts(action);
    if (!facts) continue;
    const keys = supported(
      {
        'aws:RequestedRegion': subject.region,
        'aws:ViaAWSService': String(isForwarded),
        ...serviceKeys(action, given, references),
        ...(given.operation === 'create' &&
          tagKeys('Request', tagsOf(subject.properties))),
      },
      facts.conditionKeys,
    );
    const targets =
      specialTargets(action, given) ??
      targetsOf(action, facts, given, references);
    for (const { arn, tags = {} } of targets) {
      for (const more of attached(action, given)) {
        requests.push({
          action,
          resource: arn,
          keys: { ...keys, ...tagKeys('Resource', tags), ...more },
        });
      }
    }
  }
  return requests;
}
