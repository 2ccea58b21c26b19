import { isDeepStrictEqual } from 'node:util';
import {
  propertyChanges,
  recreationFor,
  type PropertyChange,
} from '../schema/propertyChanges';
import type { ResourceSchema } from '../schema/ResourceSchema';
import type { Incarnation } from '../stacks/Incarnation';
import { references } from '../template/references';
import type { ResourceDefinition } from '../template/Template';
import type { ChangeDetail, Replacement } from '../stacks/PlannedChange';

/** The planned change of a resource that other resources may refer to. */
export type PlannedEffect =
  | 'kept'
  | 'changed'
  | 'maybe-replaced'
  | 'replaced'
  | 'added';

export interface DetailRequest {
  readonly schema: ResourceSchema;
  readonly current: Incarnation;
  readonly definition: ResourceDefinition;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackTags: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly changedParameters: ReadonlySet<string>;
  effectOn(logicalId: string): PlannedEffect;
}

type Cause = Pick<ChangeDetail, 'source' | 'causingEntity' | 'evaluation'>;

/** Why a property changes, other than by an edit of the template. */
function causesOf(name: string, request: DetailRequest): Cause[] {
  const { definition, conditions, changedParameters, effectOn } = request;
  const causes = new Map<string, Cause>();
  for (const reference of references(
    definition.properties[name] ?? null,
    conditions,
  )) {
    const { kind, target } = reference;
    if (kind === 'ref' && changedParameters.has(target)) {
      causes.set(target, {
        source: 'ParameterReference',
        causingEntity: target,
        evaluation: 'Static',
      });
    } else if (kind === 'ref') {
      const fate = effectOn(target);
      if (fate === 'replaced' || fate === 'maybe-replaced') {
        causes.set(target, {
          source: 'ResourceReference',
          causingEntity: target,
          evaluation: fate === 'replaced' ? 'Static' : 'Dynamic',
        });
      }
    } else if (kind === 'attribute') {
      // CloudFormation does not know which attributes a change preserves, so it lists every use of one.
      const fate = effectOn(target);
      if (fate !== 'kept' && fate !== 'added') {
        const causingEntity = `${target}.${reference.attribute ?? ''}`;
        causes.set(causingEntity, {
          source: 'ResourceAttribute',
          causingEntity,
          evaluation: 'Dynamic',
        });
      }
    }
  }
  return [...causes.values()];
}

function propertyDetails(
  name: string,
  change: PropertyChange | undefined,
  request: DetailRequest,
): ChangeDetail[] {
  const { schema, current, definition } = request;
  const causes = causesOf(name, request);
  const isRewritten = !isDeepStrictEqual(
    current.definition.properties[name],
    definition.properties[name],
  );
  if (!change && causes.every(({ evaluation }) => evaluation === 'Static')) {
    return [];
  }
  const isParameter = causes.some(
    ({ source }) => source === 'ParameterReference',
  );
  const direct: Cause = {
    source: 'DirectModification',
    causingEntity: undefined,
    evaluation: causes.length > 0 ? 'Dynamic' : 'Static',
  };
  const all =
    (change && isRewritten) || isParameter || causes.length === 0
      ? [...causes, direct]
      : causes;
  return all.map(cause => ({
    ...cause,
    ...(name === schema.tags?.tagPropertyName
      ? { attribute: 'Tags' as const, requiresRecreation: 'Never' as const }
      : {
          attribute: 'Properties' as const,
          name,
          requiresRecreation:
            change?.requiresRecreation ?? recreationFor(schema, name),
        }),
    change,
  }));
}

const written = (attribute: ChangeDetail['attribute']): ChangeDetail => ({
  attribute,
  requiresRecreation: 'Never',
  evaluation: 'Static',
  source: 'DirectModification',
});

/** Every cause of a change to a resource that stays in the template; empty if there is none. */
export function planDetails(request: DetailRequest): ChangeDetail[] {
  const { schema, current, definition, properties, stackTags } = request;
  const changes = new Map(
    propertyChanges(schema, current.properties, properties).map(change => [
      change.name,
      change,
    ]),
  );
  const names = Object.keys({ ...current.properties, ...properties });
  const isRetagged =
    schema.tags !== undefined &&
    !isDeepStrictEqual(current.stackTags, stackTags);
  const attributes = (
    [
      ['Metadata', 'metadata'],
      ['DeletionPolicy', 'deletionPolicy'],
      ['UpdateReplacePolicy', 'updateReplacePolicy'],
    ] as const
  ).filter(
    ([, key]) => !isDeepStrictEqual(current.definition[key], definition[key]),
  );
  return [
    ...names.flatMap(name => propertyDetails(name, changes.get(name), request)),
    ...(isRetagged ? [written('Tags')] : []),
    ...attributes.map(([attribute]) => written(attribute)),
  ];
}

/**
 * Whether the resource is replaced; the most severe of its details decides.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
export function replacementOf(details: readonly ChangeDetail[]): Replacement {
  const always = details.filter(
    ({ requiresRecreation }) => requiresRecreation === 'Always',
  );
  if (always.some(({ evaluation }) => evaluation === 'Static')) return 'True';
  return always.length > 0 ||
    details.some(
      ({ requiresRecreation }) => requiresRecreation === 'Conditionally',
    )
    ? 'Conditional'
    : 'False';
}
