import { isDeepStrictEqual } from 'node:util';
import type {
  ResourceChange as AwsResourceChange,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import { interruptsOnly } from './statefulResources';

/** Whether a change replaces its resource; `possible` is decided only during execution. */
export type Replacement = 'none' | 'possible' | 'certain';

/** Placeholder of a change set for a value that does not exist yet. */
export const knownAfterApply = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Attributes that identify the resource: they change only when it is replaced. */
const identity = /^(Arn|\w*Id)$/;

/** Whether the new value comes from another resource. */
const isFromElsewhere = ({ ChangeSource }: ResourceChangeDetail) =>
  ChangeSource === 'ResourceReference' || ChangeSource === 'ResourceAttribute';

/** A property in a change set's context of a resource; undefined when it is not there. */
export function propertyOf(context: string | undefined, name: string): unknown {
  try {
    const { Properties } = JSON.parse(context ?? '') as {
      Properties?: Record<string, unknown>;
    };
    return Properties?.[name];
  } catch {
    return undefined;
  }
}

/** Whether AWS shows equal values of the property before and after. */
function isKnownEqual(change: AwsResourceChange, name: string): boolean {
  const before = propertyOf(change.BeforeContext, name);
  const after = propertyOf(change.AfterContext, name);
  return (
    before !== undefined &&
    isDeepStrictEqual(before, after) &&
    !JSON.stringify(after).includes(knownAfterApply)
  );
}

const isUnknownAfter = (change: AwsResourceChange, name: string) =>
  JSON.stringify(propertyOf(change.AfterContext, name) ?? null).includes(
    knownAfterApply,
  );

/** Names of the properties that differ or may differ. */
export function changedProperties(change: AwsResourceChange): string[] {
  const names = (change.Details ?? []).flatMap(({ Target }) => {
    if (Target?.Attribute !== 'Properties') return Target?.Attribute ?? [];
    return Target.Name && !isKnownEqual(change, Target.Name) ? Target.Name : [];
  });
  return [...new Set(names)].sort();
}

/**
 * Resolves the replacements that a change set leaves open. CloudFormation reports a conditional replacement whenever a property
 * that cannot be updated in place takes its value from another changed resource, whatever changes there.
 *
 * @param changes - all of the change set: whether one resource is replaced depends on others
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
export function resolveReplacements(
  changes: readonly AwsResourceChange[],
): (change: AwsResourceChange) => Replacement {
  const byId = new Map(
    changes.map(change => [change.LogicalResourceId, change]),
  );
  const known = new Map<AwsResourceChange, Replacement>();

  function ofCause({
    ChangeSource,
    CausingEntity = '',
  }: ResourceChangeDetail): Replacement {
    const [logicalId, attribute = ''] = CausingEntity.split(/\.(.*)/s);
    const cause = byId.get(logicalId);
    // An added or removed resource has no value that stays the same.
    if (cause && cause.Action !== 'Modify') return 'certain';
    const replaced = cause ? resolve(cause) : 'none';
    if (replaced !== 'none') return replaced;
    return ChangeSource === 'ResourceReference' ||
      (ChangeSource === 'ResourceAttribute' && identity.test(attribute))
      ? 'none'
      : 'possible';
  }

  function ofDetail(
    change: AwsResourceChange,
    detail: ResourceChangeDetail,
  ): Replacement {
    const { Target = {}, ChangeSource } = detail;
    const { Attribute, Name: name = '', RequiresRecreation = '' } = Target;
    if (
      Attribute !== 'Properties' ||
      !/^(Always|Conditionally)$/.test(RequiresRecreation) ||
      interruptsOnly(change.ResourceType ?? '', name) ||
      isKnownEqual(change, name)
    ) {
      return 'none';
    }
    // AWS repeats a change with a cause as a direct change of the same property.
    const isEcho =
      ChangeSource === 'DirectModification' &&
      detail.Evaluation === 'Dynamic' &&
      change.Details?.some(
        other => other.Target?.Name === name && isFromElsewhere(other),
      );
    if (isEcho && isUnknownAfter(change, name)) return 'none';
    const replaced = isFromElsewhere(detail) ? ofCause(detail) : 'possible';
    return replaced === 'certain' && RequiresRecreation !== 'Always'
      ? 'possible'
      : replaced;
  }

  function resolve(change: AwsResourceChange): Replacement {
    if (change.Action !== 'Modify' || change.Replacement === 'False') {
      return 'none';
    }
    if (change.Replacement === 'True') return 'certain';
    const found = known.get(change);
    if (found) return found;
    // Templates have no cycles, but a malformed response may.
    known.set(change, 'possible');
    const details = change.Details ?? [];
    const each = details.map(detail => ofDetail(change, detail));
    const resolved =
      each.find(one => one === 'certain') ??
      each.find(one => one === 'possible') ??
      (details.length > 0 ? 'none' : 'possible');
    known.set(change, resolved);
    return resolved;
  }
  return resolve;
}
