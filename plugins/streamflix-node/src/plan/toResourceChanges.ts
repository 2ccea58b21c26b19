import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '@streamflix/backstage-plugin-streamflix-common';
import {
  changedProperties,
  resolveReplacements,
  type Replacement,
} from './resolveReplacements';
import { valueChanges } from './valueChanges';
import { statefulTypes } from './statefulResources';

function actionOf(
  { Action }: AwsResourceChange,
  replacement: Replacement,
): ResourceChange['action'] {
  switch (Action) {
    case 'Add':
      return 'add';
    case 'Remove':
      return 'remove';
    default:
      // A possible replacement is reported as a replacement, so that none is a surprise.
      return replacement === 'none' ? 'change' : 'replace';
  }
}

/** An Aurora instance holds no data: the storage belongs to the cluster. */
const isAuroraInstance = (change: AwsResourceChange) =>
  change.ResourceType === 'AWS::RDS::DBInstance' &&
  /"DBClusterIdentifier"/.test(change.BeforeContext ?? '');

/** AWS also lists properties whose shown values are equal; a change of only these is none. */
const isRealChange = ({ action, properties }: ResourceChange) =>
  action !== 'change' || properties.length > 0;

/** The changes of a change set, by resource. */
export function toResourceChanges(
  changes: readonly AwsResourceChange[],
): ResourceChange[] {
  const replacementOf = resolveReplacements(changes);
  const all = changes.map((change): ResourceChange => {
    const replacement = replacementOf(change);
    const action = actionOf(change, replacement);
    const type = change.ResourceType ?? '';
    const goes = action === 'remove' || action === 'replace';
    const properties =
      action === 'change' || action === 'replace'
        ? changedProperties(change)
        : [];
    const values = valueChanges(change, properties);
    return {
      action,
      logicalId: change.LogicalResourceId ?? '',
      type,
      properties,
      ...(values.length > 0 && { values }),
      losesData:
        goes &&
        statefulTypes.has(type) &&
        !isAuroraInstance(change) &&
        !/Retain|Snapshot/.test(change.PolicyAction ?? ''),
      ...(action === 'replace' && replacement !== 'none'
        ? { replacement }
        : {}),
    };
  });
  return all.filter(isRealChange);
}
