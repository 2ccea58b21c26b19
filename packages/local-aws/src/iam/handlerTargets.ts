import type { Resource } from '../world/World';
import type { ActionFacts, ActionResource } from './actionFacts';
import { apiGatewayArn } from './apiGatewayArn';
import type { HandlerOperation } from './HandlerOperation';
import { linkedService, serviceDomain } from './linkedService';
import { ownArns, type Subject } from './ownArns';
import { arnsIn, strings, tagsOf } from './propertyValues';

/** A resource that an action is authorized on, and its tags. */
interface Target {
  readonly arn: string;
  readonly tags?: Record<string, string>;
}

/** The groups of AWS's own: what it uses where the properties name no group, and those they name. */
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
  const group = String(
    properties.CacheParameterGroupName ?? `default.${engine}`,
  );
  return /^elasticache:(Create|Modify)ReplicationGroup$/.test(action) &&
    group.startsWith('default.')
    ? [arn('elasticache', `parametergroup:${group}`)]
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
export function targetsOf(
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

/** Actions whose resources do not follow from the reference. */
export function specialTargets(
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
        arn: `arn:aws:iam::${accountId}:role/aws-service-role/${serviceDomain(
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
