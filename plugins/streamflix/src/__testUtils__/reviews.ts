import type {
  EnvironmentReview,
  ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import { stackOf } from './stacks';

export const changeSetArn =
  'arn:aws:cloudformation:eu-west-2:000000000000:changeSet/streamflix-review-0123/4567';

/** A queue that a change removes, with its messages. */
export const loss: ResourceChange = {
  action: 'remove',
  logicalId: 'DeadLetterQueue',
  type: 'AWS::SQS::Queue',
  properties: [],
  losesData: true,
};

export const scaling: ResourceChange = {
  action: 'change',
  logicalId: 'ServiceScaling',
  type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  properties: ['MaxCapacity', 'RoleARN'],
  values: [{ path: 'MaxCapacity', before: '10', after: '9' }],
  losesData: false,
};

export const repository: ResourceChange = {
  action: 'add',
  logicalId: 'Repository',
  type: 'AWS::ECR::Repository',
  properties: [],
  losesData: false,
};

/** A review whose change set is ready. */
export function reviewOf(
  changes: ResourceChange[],
  kind: 'create' | 'change' = 'change',
): EnvironmentReview {
  const { spec } = stackOf();
  if (!spec.ok) throw new Error(spec.reason);
  return {
    state: 'ready',
    changeSetArn,
    kind,
    changes,
    spec: spec.value,
    warnings: [],
    expectedDuration: { seconds: 711, source: 'earlier-operations' },
  };
}
