import type {
  Plan,
  Synthesis,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Plain } from './Plain';

/** The description a plan step outputs. The plan itself is the change set, which is read from AWS again for execution. */
export type PlanDescription = Plain<{
  /** Absent after a dry run, which creates no change set; likewise the next four. */
  kind?: Plan['kind'];
  changes?: Plan['changes'];
  counts?: Record<Plan['changes'][number]['action'] | 'losesData', number>;
  /** How a deployment recovers an earlier failure first. */
  recovery?: Plan['recovery'];
  /** What may fail although nothing refuses it. */
  warnings?: Plan['warnings'];
  /** Number of resources in the template. */
  resources: number;
  /** Size of the template in bytes. */
  bytes: number;
}>;

export function describePlan(plan: Plan): PlanDescription {
  const { kind, changes, recovery, synthesis, warnings } = plan;
  const count = (action: Plan['changes'][number]['action']) =>
    changes.filter(change => change.action === action).length;
  return {
    kind,
    changes,
    recovery,
    warnings,
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
