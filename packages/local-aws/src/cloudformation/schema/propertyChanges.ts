import { isDeepStrictEqual } from 'node:util';
import type { Property, PropertyType } from '@aws-cdk/service-spec-types';
import { membersOf, type ResourceSchema } from './ResourceSchema';

/** Whether a change makes CloudFormation replace the resource. */
export type RequiresRecreation = 'Never' | 'Conditionally' | 'Always';

export interface PropertyChange {
  /** Top-level property. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly requiresRecreation: RequiresRecreation;
}

type Properties = Readonly<Record<string, unknown>>;

const RANK: readonly RequiresRecreation[] = [
  'Never',
  'Conditionally',
  'Always',
];

const strongest = (all: readonly RequiresRecreation[]): RequiresRecreation =>
  RANK[Math.max(0, ...all.map(one => RANK.indexOf(one)))];

/**
 * Properties that change in place although the registry's schema lists them as fixed.
 *
 * `Engine`: the template reference says "Update requires: No interruption", and that Redis OSS becomes Valkey in place.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html#cfn-elasticache-replicationgroup-engine
 */
const inPlace: ReadonlySet<string> = new Set([
  'AWS::ElastiCache::ReplicationGroup.Engine',
]);

const ownRecreation = ({ causesReplacement }: Property): RequiresRecreation => {
  if (causesReplacement === 'yes') return 'Always';
  return causesReplacement === 'maybe' ? 'Conditionally' : 'Never';
};

const isStructure = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A deeply nested member may force replacement although its top-level property does not. */
function nestedRecreation(
  type: PropertyType,
  before: unknown,
  after: unknown,
): RequiresRecreation {
  const members = membersOf(type);
  if (!members || !isStructure(before) || !isStructure(after)) return 'Never';
  const changed = Object.keys({ ...before, ...after }).filter(
    key => key in members && !isDeepStrictEqual(before[key], after[key]),
  );
  return strongest(
    changed.map(key => recreationOf(members[key], before[key], after[key])),
  );
}

function recreationOf(
  property: Property,
  before: unknown,
  after: unknown,
): RequiresRecreation {
  return strongest([
    ownRecreation(property),
    nestedRecreation(property.type, before, after),
  ]);
}

/** Whether a change of this property requires replacement, for any value. */
export const recreationFor = (
  schema: ResourceSchema,
  name: string,
  before?: unknown,
  after?: unknown,
): RequiresRecreation =>
  name in schema.properties && !inPlace.has(`${schema.type}.${name}`)
    ? recreationOf(schema.properties[name], before, after)
    : 'Never';

/** The top-level properties that differ, in the order of the template. */
export function propertyChanges(
  schema: ResourceSchema,
  before: Properties,
  after: Properties,
): PropertyChange[] {
  return Object.keys({ ...before, ...after })
    .filter(name => !isDeepStrictEqual(before[name], after[name]))
    .map(name => ({
      name,
      before: before[name],
      after: after[name],
      requiresRecreation: recreationFor(
        schema,
        name,
        before[name],
        after[name],
      ),
    }));
}
