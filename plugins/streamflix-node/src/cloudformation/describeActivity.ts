import {
  stackStatus,
  type Activity,
} from '@streamflix/backstage-plugin-streamflix-common';

const labels: Readonly<Record<Activity, string>> = {
  creating: 'is being created',
  changing: 'is being changed',
  'rolling back': 'is being rolled back',
  destroying: 'is being destroyed',
};

/** The operation in progress on a stack with this status, such as "is being created"; undefined when it is idle. */
export function describeActivity(status: string): string | undefined {
  const { activity } = stackStatus(status);
  return activity && labels[activity];
}
