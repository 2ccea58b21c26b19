import type { ExecutablePlan } from '../actions/PlannedEnvironment';

/** What the scaffolder remembers of a task: the effects its steps saved, and the steps that are done (scaffolder 4.2.0). */
export interface TaskState {
  checkpoints?: Record<string, { status: string; value?: unknown }>;
  steps?: Record<string, { status: string }>;
}

/** A step of a task. */
export interface TaskStep {
  id: string;
  action: string;
}

/** `v1.task.checkpoint.<step>.<effect>.<environment>.<attempt>`: how Backstage names what our steps save. */
const pattern =
  /^v1\.task\.checkpoint\.(?<step>.+?)\.(?<effect>allowed|planned|deployed|destroyed)\.(?<attempt>.+\.\d+)$/;

function saved({ checkpoints = {} }: TaskState) {
  return Object.entries(checkpoints).flatMap(([key, { status, value }]) => {
    const { step, effect, attempt } = pattern.exec(key)?.groups ?? {};
    return step ? [{ step, effect, attempt, status, value }] : [];
  });
}

/** Whether a step of ours has saved anything; other people's tasks are none of our business. */
export const hasEffects = (state: TaskState): boolean =>
  saved(state).length > 0;

const planAction = 'streamflix:environment:plan';

/** Whether a step is one of ours. */
export const isOurs = ({ action }: TaskStep) =>
  action.startsWith('streamflix:environment:');

/**
 * Whether the step began something of which nobody has saved the end, because the backend died. A step that failed by itself
 * has saved that it failed.
 */
export function isUnfinished(state: TaskState, step: TaskStep): boolean {
  const own = saved(state).filter(one => one.step === step.id);
  const isEnd = ({ effect, status }: (typeof own)[number]) =>
    effect === 'planned'
      ? step.action === planAction || status === 'failed'
      : effect !== 'allowed';
  const over = new Set(own.filter(isEnd).map(({ attempt }) => attempt));
  return own.some(
    ({ effect, status, attempt }) =>
      effect === 'allowed' && status === 'success' && !over.has(attempt),
  );
}

/** Plans of plan steps no other step has taken on: once a deployment was allowed, it takes its plan back itself. */
export function plansNobodyTook(
  state: TaskState,
  steps: readonly TaskStep[],
): Pick<ExecutablePlan, 'ref' | 'changeSetArn'>[] {
  const planning = new Set(
    steps.filter(({ action }) => action === planAction).map(({ id }) => id),
  );
  const all = saved(state).filter(({ status }) => status === 'success');
  const isTaken = all.some(
    ({ step, effect }) => effect === 'allowed' && !planning.has(step),
  );
  if (isTaken) return [];
  return all
    .filter(({ step, effect }) => effect === 'planned' && planning.has(step))
    .map(({ value }) => value as ExecutablePlan);
}
