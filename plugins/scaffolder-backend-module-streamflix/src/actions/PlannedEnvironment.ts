import {
  stackName,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  RefusedError,
  type Plan,
  type Synthesis,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Consent } from './consentFields';
import type { Plain } from './Plain';

/** Result of the plan step, and what the deploy step takes to execute exactly that change set. */
export type PlannedEnvironment = Plain<{
  /** What was planned, so that it can be planned again; secrets are names. */
  input: EnvironmentInput;
  /** Absent after a dry run, which asks AWS nothing; likewise the next four. */
  ref?: Plan['ref'];
  kind?: Plan['kind'];
  stackArn?: string;
  changeSetArn?: string;
  changes?: Plan['changes'];
  counts?: Record<Plan['changes'][number]['action'] | 'losesData', number>;
  /** What a failure left in the way: deploying mends it first. */
  recovery?: Plan['recovery'];
  /** Logical ids of what may be lost, and of what may be skipped, as the person said who planned it. */
  allowDataLoss?: string[];
  skipResources?: string[];
  /** Number of resources in the template. */
  resources: number;
  /** Size of the template. */
  bytes: number;
}>;

/** A plan that can be executed. */
export type ExecutablePlan = PlannedEnvironment &
  Required<Pick<PlannedEnvironment, 'ref' | 'kind' | 'stackArn'>>;

export function fromPlan(
  asked: { input: EnvironmentInput } & Consent,
  plan: Plan,
): ExecutablePlan {
  const count = (action: Plan['changes'][number]['action']) =>
    plan.changes.filter(change => change.action === action).length;
  return {
    ...asked,
    ref: plan.ref,
    kind: plan.kind,
    stackArn: plan.stackArn,
    changeSetArn: plan.changeSetArn,
    changes: plan.changes,
    recovery: plan.recovery,
    counts: {
      add: count('add'),
      change: count('change'),
      replace: count('replace'),
      remove: count('remove'),
      losesData: plan.changes.filter(({ losesData }) => losesData).length,
    },
    ...plan.synthesis,
  };
}

export const fromSynthesis = (
  input: EnvironmentInput,
  { resources, bytes }: Synthesis,
): PlannedEnvironment => ({ input, resources, bytes });

export const isExecutable = (
  plan: PlannedEnvironment,
): plan is ExecutablePlan =>
  plan.ref !== undefined &&
  plan.kind !== undefined &&
  plan.stackArn !== undefined;

/**
 * A plan passes through the hands of a template's author: permission is asked for its `ref`, so its ARNs must be of it.
 *
 * @throws RefusedError when they are not
 */
export function requireCoherent({
  ref,
  input,
  stackArn,
  changeSetArn,
}: ExecutablePlan): void {
  const { account, region, suffix } = ref;
  const own = (resource: string, arn: string) => {
    const [, , service, ofRegion, ofAccount, name] = arn.split(':');
    return (
      service === 'cloudformation' &&
      ofRegion === region &&
      ofAccount === account &&
      name.startsWith(resource)
    );
  };
  const isOwn =
    own(`stack/${stackName(suffix)}/`, stackArn) &&
    (changeSetArn === undefined || own('changeSet/', changeSetArn)) &&
    input.suffix === suffix &&
    input.region === region;
  if (!isOwn) {
    throw new RefusedError([
      {
        path: 'plan',
        message: `Plan must be the output of streamflix:environment:plan for ${suffix} in ${region}, unchanged; its parts belong to different environments.`,
      },
    ]);
  }
}
