import { formatError, validationError } from './validationError';
import { asFunction } from './references';
import {
  isObject,
  type Json,
  type JsonObject,
  type OutputDefinition,
  type RemovalPolicy,
  type ResourceDefinition,
  type RuleDefinition,
} from './Template';

const RESOURCE_ATTRIBUTES = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
];

const REMOVAL_POLICIES = [
  'Delete',
  'Retain',
  'Snapshot',
  'RetainExceptOnCreate',
];

/** A text, also of a number or a boolean. */
export const text = (value: Json | undefined) =>
  value === undefined || value === null ? undefined : String(value);

/** Types of which CloudFormation can take a snapshot; documented at "DeletionPolicy attribute". */
const hasSnapshots =
  /^AWS::(DocDB::DBCluster|EC2::Volume|ElastiCache::(CacheCluster|ReplicationGroup)|Neptune::DBCluster|RDS::DB(Cluster|Instance)|Redshift::Cluster)$/;

function readPolicy(
  logicalId: string,
  type: string,
  attribute: string,
  value: Json | undefined,
): RemovalPolicy | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !REMOVAL_POLICIES.includes(value)) {
    throw formatError(
      `Unrecognized ${attribute} ${String(value)} for resource ${logicalId}`,
    );
  }
  if (value === 'Snapshot' && !hasSnapshots.test(type)) {
    throw validationError(
      `Template error: resource type ${type} does not support deletion policy Snapshot`,
    );
  }
  return value as RemovalPolicy;
}

function readResource(logicalId: string, value: Json): ResourceDefinition {
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
    throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
  }
  if (!isObject(value)) {
    throw formatError(
      `[/Resources/${logicalId}] resource definition is malformed`,
    );
  }
  if (typeof value.Type !== 'string') {
    throw formatError(
      `[/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  }
  const unknown = Object.keys(value).filter(
    key => !RESOURCE_ATTRIBUTES.includes(key),
  );
  if (unknown.length > 0) {
    throw validationError(
      `Invalid template resource property '${unknown.join("', '")}'`,
    );
  }
  const properties = value.Properties ?? {};
  if (!isObject(properties)) {
    throw formatError(
      `[/Resources/${logicalId}/Properties] Properties must be an object.`,
    );
  }
  const dependsOn = value.DependsOn ?? [];
  return {
    type: value.Type,
    properties,
    dependsOn: (Array.isArray(dependsOn) ? dependsOn : [dependsOn]).map(String),
    condition: text(value.Condition),
    deletionPolicy: readPolicy(
      logicalId,
      value.Type,
      'DeletionPolicy',
      value.DeletionPolicy,
    ),
    updateReplacePolicy: readPolicy(
      logicalId,
      value.Type,
      'UpdateReplacePolicy',
      value.UpdateReplacePolicy,
    ),
    metadata: value.Metadata,
  };
}

/** Two levels of names, and then a text or a list. */
export function readMappings(section: JsonObject): JsonObject {
  const isLeaf = (value: Json) =>
    Array.isArray(value)
      ? value.every(each => !isObject(each) && !Array.isArray(each))
      : !isObject(value);
  for (const [name, keys] of Object.entries(section)) {
    const attributes = isObject(keys) ? Object.values(keys) : [undefined];
    if (
      !attributes.every(
        each => isObject(each) && Object.values(each).every(isLeaf),
      )
    ) {
      throw formatError(
        `Every Mappings attribute must be a String or a List. (${name})`,
      );
    }
  }
  return section;
}

export function readResources(
  section: JsonObject,
): Record<string, ResourceDefinition> {
  if (Object.keys(section).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  return Object.fromEntries(
    Object.entries(section).map(([id, value]) => [id, readResource(id, value)]),
  );
}

export function readRules(section: JsonObject): Record<string, RuleDefinition> {
  return Object.fromEntries(
    Object.entries(section).map(([name, value]) => {
      const assertions = isObject(value) ? value.Assertions : undefined;
      if (!isObject(value) || !Array.isArray(assertions)) {
        throw formatError(`Rule ${name} must contain Assertions, a list.`);
      }
      return [
        name,
        {
          condition: value.RuleCondition,
          assertions: assertions.map(each => {
            if (!isObject(each) || each.Assert === undefined) {
              throw formatError(
                `Every assertion of rule ${name} must contain an Assert member.`,
              );
            }
            return {
              assert: each.Assert,
              description: text(each.AssertDescription),
            };
          }),
        },
      ];
    }),
  );
}

export function readOutputs(
  section: JsonObject,
): Record<string, OutputDefinition> {
  return Object.fromEntries(
    Object.entries(section).map(([name, value]) => {
      if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
        throw formatError(`Output name ${name} is non alphanumeric.`);
      }
      if (!isObject(value) || value.Value === undefined) {
        throw formatError(
          `[/Outputs/${name}] Every Outputs member must contain a Value object`,
        );
      }
      const { Export: exported, Value } = value;
      if (
        Array.isArray(Value) ||
        Value === null ||
        (isObject(Value) && !asFunction(Value))
      ) {
        throw formatError(
          `The Value field of every Outputs member must evaluate to a String. (${name})`,
        );
      }
      return [
        name,
        {
          value: value.Value,
          description: text(value.Description),
          exportName: isObject(exported) ? exported.Name : undefined,
          condition: text(value.Condition),
        },
      ];
    }),
  );
}
