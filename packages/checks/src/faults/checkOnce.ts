import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Attempt } from './Scenario';

const startStatuses = {
  create: /^CREATE_IN_PROGRESS$/,
  change: /^(CREATE|UPDATE)_IN_PROGRESS$/,
  destroy: /^DELETE_IN_PROGRESS$/,
  plan: /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/,
};

/**
 * Checks that AWS started only one operation, even after a crash or with a concurrent.
 *
 * @param happened - AWS's events during the attempt, by stack
 * @returns what is wrong
 */
export function checkOnce(
  happened: ReadonlyMap<string, readonly StackEvent[]>,
  { do: operation, concurrent }: Pick<Attempt, 'do' | 'concurrent'>,
): string[] {
  const started = [...happened.values()]
    .flat()
    .filter(
      ({ StackId, PhysicalResourceId, ResourceStatus = '', DetailedStatus }) =>
        PhysicalResourceId === StackId &&
        DetailedStatus === undefined &&
        startStatuses[operation].test(ResourceStatus),
    );
  const wrong: string[] = [];
  if (started.length > 1)
    wrong.push(`${started.length} operations were started`);
  const busy = [...happened.values()].filter(events => events.length > 0);
  // Each concurrent may create a stack for its plan, and delete it again.
  if (!concurrent && busy.length > 1) {
    wrong.push(`${busy.length} stacks were at work`);
  }
  return wrong;
}
