import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from './Plan';
import {
  changedProperties,
  resolveReplacements,
  type Replacement,
} from './resolveReplacements';
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
      // Nobody may be surprised by a replacement, so one that is possible is called one.
      return replacement === 'none' ? 'change' : 'replace';
  }
}

/** An Aurora instance is a head over the cluster's storage: the data is not in it. */
const isAuroraInstance = (change: AwsResourceChange) =>
  change.ResourceType === 'AWS::RDS::DBInstance' &&
  /"DBClusterIdentifier"/.test(change.BeforeContext ?? '');

/** AWS names whatever might change; where it shows the values, and they are the same, nothing does. */
const isRealChange = ({ action, properties }: ResourceChange) =>
  action !== 'change' || properties.length > 0;

/** What a change set does, resource by resource. */
export function toResourceChanges(
  changes: readonly AwsResourceChange[],
): ResourceChange[] {
  const replacementOf = resolveReplacements(changes);
  const all = changes.map((change): ResourceChange => {
    const replacement = replacementOf(change);
    const action = actionOf(change, replacement);
    const type = change.ResourceType ?? '';
    const goes = action === 'remove' || action === 'replace';
    return {
      action,
      logicalId: change.LogicalResourceId ?? '',
      type,
      properties:
        action === 'change' || action === 'replace'
          ? changedProperties(change)
          : [],
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
