import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Attempt } from './Scenario';

const beginnings = {
  create: /^CREATE_IN_PROGRESS$/,
  change: /^(CREATE|UPDATE)_IN_PROGRESS$/,
  destroy: /^DELETE_IN_PROGRESS$/,
  plan: /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/,
};

/**
 * Checks that AWS started only one operation, even after a crash or with a rival.
 *
 * @param happened - AWS's events during the attempt, by stack
 * @returns what is wrong
 */
export function judgeOnce(
  happened: ReadonlyMap<string, readonly StackEvent[]>,
  { do: wish, rival }: Pick<Attempt, 'do' | 'rival'>,
): string[] {
  const begun = [...happened.values()]
    .flat()
    .filter(
      ({ StackId, PhysicalResourceId, ResourceStatus = '', DetailedStatus }) =>
        PhysicalResourceId === StackId &&
        DetailedStatus === undefined &&
        beginnings[wish].test(ResourceStatus),
    );
  const wrong: string[] = [];
  if (begun.length > 1) wrong.push(`${begun.length} operations were begun`);
  const busy = [...happened.values()].filter(events => events.length > 0);
  // Each rival may create a stack for its plan, and delete it again.
  if (!rival && busy.length > 1) {
    wrong.push(`${busy.length} stacks were at work`);
  }
  return wrong;
}
