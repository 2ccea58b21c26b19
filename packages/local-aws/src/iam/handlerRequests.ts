import type { Fields } from '../world/values';
import type { Resource } from '../world/World';
import type { AccessRequest, ConditionValues } from './AccessRequest';
import { actionFacts } from './actionFacts';
import handlerCalls from './handlerCalls.json';
import type { HandlerOperation } from './HandlerOperation';
import { specialTargets, targetsOf } from './handlerTargets';
import { ownArns, typesWithArns } from './ownArns';
import { arnsIn, strings, tagsOf } from './propertyValues';
import { serviceKeys } from './serviceKeys';

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

/** The resources that the properties name, by identifier or ARN. */
function referencesOf({ subject, world }: HandlerOperation): Resource[] {
  const { properties, region, physicalId } = subject;
  const found = new Set<Resource>();
  // The identifier of an address is the address; a NAT gateway names its allocation.
  const elastic = new Map(
    world
      .list(region, 'AWS::EC2::EIP')
      .map(address => [address.attributes.AllocationId, address]),
  );
  for (const text of new Set(strings(properties))) {
    const ids = text.startsWith('arn:')
      ? [text, text.replace(/^.*[:/]/, '')]
      : [text];
    for (const type of typesWithArns) {
      for (const id of ids) {
        const resource = world.find(region, type, id) ?? elastic.get(id);
        if (resource && resource.physicalId !== physicalId) found.add(resource);
      }
    }
  }
  return [...found];
}

const tagKeys = (kind: 'Request' | 'Resource', tags: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `aws:${kind}Tag/${key}`,
      value,
    ]),
  );

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
