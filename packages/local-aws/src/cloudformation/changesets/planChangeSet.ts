import type { Quotas } from '../../world/Quotas';
import type { World } from '../../world/World';
import type { Scheduler } from '../resources/Scheduler';
import type { Stack } from '../stacks/Stack';
import type { StackStore } from '../stacks/StackStore';
import type { ChangeSet } from '../stacks/ChangeSet';
import { changesStackItself, planChanges } from './planChanges';
import {
  describeFindings,
  earlyValidation,
  quotaWarnings,
} from './earlyValidation';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

interface PlanContext {
  readonly world: World;
  readonly store: StackStore;
  readonly scheduler: Scheduler;
  readonly quotas: Quotas;
}

interface Validation {
  readonly isValidated: boolean;
  /** Whether the caller may read quotas. */
  readonly warnsOfQuotas: boolean;
}

/** Why the change set cannot be created; undefined when it can. */
function plan(
  stack: Stack,
  changeSet: ChangeSet,
  { world, store, quotas }: PlanContext,
  { isValidated, warnsOfQuotas }: Validation,
): string | undefined {
  const { deployment } = changeSet;
  changeSet.changes = planChanges(stack, deployment, store);
  if (
    changeSet.changes.length === 0 &&
    !changesStackItself(stack, deployment)
  ) {
    return NO_CHANGES;
  }
  if (!isValidated) return undefined;
  const validation = {
    world,
    region: stack.region,
    regions: store.regions(),
    stackName: stack.name,
  };
  const failures = earlyValidation(changeSet.changes, validation);
  changeSet.findings = [
    ...failures,
    ...(warnsOfQuotas
      ? quotaWarnings(changeSet.changes, validation, quotas)
      : []),
  ];
  return failures.length > 0 ? describeFindings(failures) : undefined;
}

/** Creates a change set in CloudFormation's usual time. Its status is the result. */
export async function planChangeSet(
  stack: Stack,
  changeSet: ChangeSet,
  context: PlanContext,
  validation: Validation,
): Promise<void> {
  const { world, scheduler } = context;
  await scheduler.sleep(1);
  changeSet.status = 'CREATE_IN_PROGRESS';
  await scheduler.sleep(4);
  let problem: string | undefined;
  try {
    problem = plan(stack, changeSet, context, validation);
  } catch (error) {
    problem = (error as Error).message;
  }
  changeSet.plannedAt = world.now();
  changeSet.statusReason = problem;
  changeSet.status = problem === undefined ? 'CREATE_COMPLETE' : 'FAILED';
  if (problem === undefined) changeSet.executionStatus = 'AVAILABLE';
  if (changeSet.findings.length > 0) {
    stack.failedValidations.push({
      operationId: changeSet.operationId,
      operationType: 'CREATE_CHANGESET',
      changeSetId: changeSet.id,
      startedAt: changeSet.createdAt,
      endedAt: changeSet.plannedAt,
      token: changeSet.clientToken,
      findings: changeSet.findings,
    });
  }
}
