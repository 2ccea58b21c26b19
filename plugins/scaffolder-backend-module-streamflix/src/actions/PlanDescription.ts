import type {
  Plan,
  Synthesis,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Plain } from './Plain';

/** What a plan step says of its plan. The plan itself is the change set: it is read again from AWS when it is executed. */
export type PlanDescription = Plain<{
  /** Absent after a dry run, which makes no change set; likewise the next three. */
  kind?: Plan['kind'];
  changes?: Plan['changes'];
  counts?: Record<Plan['changes'][number]['action'] | 'losesData', number>;
  /** What of an earlier failure a deployment recovers first. */
  recovery?: Plan['recovery'];
  /** Number of resources in the template. */
  resources: number;
  /** Size of the template. */
  bytes: number;
}>;

export function describePlan(plan: Plan): PlanDescription {
  const { kind, changes, recovery, synthesis } = plan;
  const count = (action: Plan['changes'][number]['action']) =>
    changes.filter(change => change.action === action).length;
  return {
    kind,
    changes,
    recovery,
    counts: {
      add: count('add'),
      change: count('change'),
      replace: count('replace'),
      remove: count('remove'),
      losesData: changes.filter(({ losesData }) => losesData).length,
    },
    resources: synthesis.resources,
    bytes: synthesis.bytes,
  };
}

export const describeSynthesis = ({
  resources,
  bytes,
}: Synthesis): PlanDescription => ({ resources, bytes });
