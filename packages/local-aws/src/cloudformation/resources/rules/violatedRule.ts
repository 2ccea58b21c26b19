import { ResourceFailure } from '../../../faults/ResourceFailure';
import { fieldsOf, listOf } from '../../../world/values';
import type { Candidate } from '../Candidate';
import { apiGatewayRules } from './apiGatewayRules';
import { bucketRules } from './bucketRules';
import { cacheAccessRules } from './cacheAccessRules';
import { changeRules } from './changeRules';
import { configurationRules } from './configurationRules';
import { ec2Rules, efsRules } from './ec2Rules';
import { autoScalingRules, ecsRules } from './ecsRules';
import { elastiCacheRules } from './elastiCacheRules';
import { elasticLoadBalancingRules } from './elasticLoadBalancingRules';
import { eventTargetRules } from './eventTargetRules';
import { endpointRules } from './endpointRules';
import { fargateRules } from './fargateRules';
import { flowLogRules } from './flowLogRules';
import { forwardingRules } from './forwardingRules';
import { httpApiRules } from './httpApiRules';
import { iamRules } from './iamRules';
import { monitoringRules } from './monitoringRules';
import { otherRules } from './otherRules';
import { parameterGroupRules } from './parameterGroupRules';
import { rdsRules } from './rdsRules';
import { storageRules } from './storageRules';
import { subscriptionRules } from './subscriptionRules';
import { foreignNetwork, missingReference } from './missingReference';

const services = [
  apiGatewayRules,
  httpApiRules,
  autoScalingRules,
  bucketRules,
  ec2Rules,
  ecsRules,
  efsRules,
  endpointRules,
  fargateRules,
  flowLogRules,
  elastiCacheRules,
  elasticLoadBalancingRules,
  cacheAccessRules,
  eventTargetRules,
  forwardingRules,
  iamRules,
  ...parameterGroupRules,
  rdsRules,
  ...configurationRules,
  ...monitoringRules,
  subscriptionRules,
  ...otherRules,
  ...storageRules,
  ...changeRules,
];

/** `AWS::RDS::DBInstance` is of `Rds`. */
const serviceOf = (type: string): string => {
  const [, name] = type.split('::');
  return name.length <= 3 ? name[0] + name.slice(1).toLowerCase() : name;
};

/**
 * Tags that no service takes.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
function problemOfTags({ schema, properties, stackTags }: Candidate) {
  if (!schema.tags) return undefined;
  const own = properties[schema.tags.tagPropertyName];
  const tags = Array.isArray(own)
    ? listOf(own)
        .map(fieldsOf)
        .map(({ Key, Value }): [string, string] => [String(Key), String(Value)])
    : Object.entries(fieldsOf(own)).map(([key, value]): [string, string] => [
        key,
        String(value),
      ]);
  const keys = tags.map(([key]) => key);
  const count = new Set([...keys, ...Object.keys(stackTags)]).size;
  if (count > 50) return `Too many tags: ${count}. A resource can have 50.`;
  if (new Set(keys).size < keys.length) {
    return 'Duplicate tag keys found.';
  }
  if (keys.some(key => /^aws:/i.test(key))) {
    return 'aws: prefixed tag key names are not allowed for external use.';
  }
  const wrong = tags.find(
    ([key, value]) => key === '' || key.length > 128 || value.length > 256,
  );
  return wrong
    ? `Invalid tag ${wrong[0]}: a key has 1 to 128 characters, a value at most 256.`
    : undefined;
}

/** The first error that a service would report for a resource whose properties match the schema. */
export function violatedRule(
  candidate: Candidate,
  operation: 'create' | 'update',
): ResourceFailure | undefined {
  const { type } = candidate.schema;
  const reference = missingReference(candidate);
  if (reference) {
    return ResourceFailure.fromService(reference.service, reference.message);
  }
  for (const { service, rules } of services) {
    for (const { on, violation } of rules[type] ?? []) {
      const applies =
        on === undefined || (on === 'create') === (operation === 'create');
      const message =
        applies && !(on === 'change' && candidate.during === 'rollback')
          ? violation(candidate)
          : undefined;
      if (message !== undefined) {
        return ResourceFailure.fromService(service, message);
      }
    }
  }
  const common = problemOfTags(candidate) ?? foreignNetwork(candidate);
  return common === undefined
    ? undefined
    : ResourceFailure.fromService(serviceOf(type), common);
}
