import { AwsError } from '../../protocols/Service';
import { planChanges } from '../changesets/planChanges';
import { earlyValidation } from '../changesets/earlyValidation';
import { runCreate, undoCreate } from './runCreate';
import { type DeleteRequest, runDelete } from './runDelete';
import { beginRecord, runUpdate } from './runUpdate';
import type { OperationType, Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import type { PlannedChange } from '../stacks/PlannedChange';
import type { ValidationFinding } from '../stacks/ValidationFinding';
import type { StackEngineContext } from './StackEngineContext';
import { type Interruption, StackOperation } from './StackOperation';
import { undoUpdate } from './undoUpdate';

interface Running {
  readonly operation: StackOperation;
  readonly finished: Promise<void>;
}

/** Options of a deployment. */
export interface DeployOptions {
  readonly token?: string;
  /** Whether pre-deployment validation runs here: not if a change set already ran it or the caller disabled it. */
  readonly isValidated: boolean;
}

const VALIDATION_FAILED =
  "Validation failure detected. See the operation's FAILED event for details.";

/** Starts operations on stacks. Every method returns at once; events report the progress. */
export class StackEngine {
  private readonly running = new Map<string, Running>();

  constructor(private readonly context: StackEngineContext) {}

  create(stack: Stack, deployment: Deployment, options: DeployOptions): void {
    this.start(stack, 'CREATE_STACK', options.token, async operation => {
      const plan = this.plan(stack, deployment, options);
      stack.deployment = deployment;
      operation.report('CREATE_IN_PROGRESS', 'User Initiated');
      const problem = await this.refusal(operation, plan, options);
      if (problem !== undefined) {
        await undoCreate(this.context, operation, deployment, `${problem} `);
        return;
      }
      if (operation.interruptedBy === 'superseded') return;
      await runCreate(this.context, operation, deployment);
    });
  }

  update(stack: Stack, deployment: Deployment, options: DeployOptions): void {
    this.start(stack, 'UPDATE_STACK', options.token, async operation => {
      const plan = this.plan(stack, deployment, options);
      stack.updatedAt = this.context.world.now();
      // With the status: who reads an update in progress decides on its tags.
      beginRecord(stack, deployment);
      operation.report('UPDATE_IN_PROGRESS', 'User Initiated');
      const problem = await this.refusal(operation, plan, options);
      if (problem !== undefined) {
        await undoUpdate(this.context, operation, problem);
        return;
      }
      await runUpdate(this.context, operation, deployment);
    });
  }

  /** Deletes a stack; interrupts a creation or rollback in progress. */
  delete(
    stack: Stack,
    token: string | undefined,
    request: DeleteRequest,
  ): void {
    const previous = this.running.get(stack.id);
    this.start(stack, 'DELETE_STACK', token, async operation => {
      operation.report('DELETE_IN_PROGRESS', 'User Initiated');
      previous?.operation.interrupt('superseded');
      await previous?.finished;
      await runDelete(this.context, operation, request);
    });
  }

  /** Cancels the update in progress, which then rolls back. */
  cancelUpdate(stack: Stack): void {
    this.interrupt(stack, 'cancelled');
  }

  /** Continues a rollback that failed. */
  continueRollback(
    stack: Stack,
    token: string | undefined,
    skip: ReadonlySet<string>,
  ): void {
    this.start(stack, 'CONTINUE_ROLLBACK', token, operation =>
      undoUpdate(this.context, operation, 'User Initiated', skip),
    );
  }

  /** Rolls back a failed operation whose resources were preserved. */
  rollback(stack: Stack, token: string | undefined): void {
    this.start(stack, 'ROLLBACK', token, async operation => {
      stack.disableRollback = false;
      const { deployment } = stack;
      if (stack.status === 'UPDATE_FAILED') {
        await undoUpdate(this.context, operation, 'User Initiated');
      } else if (deployment) {
        stack.onFailure = 'ROLLBACK';
        await undoCreate(this.context, operation, deployment, '');
      }
    });
  }

  /** Resolves when no operation is in progress on the stack. */
  async finished(stack: Stack): Promise<void> {
    await this.running.get(stack.id)?.finished;
  }

  private interrupt(stack: Stack, reason: Interruption): void {
    this.running.get(stack.id)?.operation.interrupt(reason);
  }

  private start(
    stack: Stack,
    type: OperationType,
    token: string | undefined,
    run: (operation: StackOperation) => Promise<void>,
  ): void {
    const operation = new StackOperation(
      this.context.world,
      stack,
      type,
      token,
    );
    const finished = run(operation)
      .catch(error => {
        // A bug in local AWS. The operation must fail visibly, like an internal failure of AWS.
        const [verb] = stack.status.split('_IN_PROGRESS');
        operation.report(
          `${verb.replace('_COMPLETE_CLEANUP', '')}_FAILED`,
          'Internal Failure',
        );
        process.stderr.write(`local-aws: ${(error as Error).stack}\n`);
      })
      .then(() => {
        operation.endedAt = this.context.world.now();
        if (this.running.get(stack.id)?.operation === operation) {
          this.running.delete(stack.id);
        }
      });
    this.running.set(stack.id, { operation, finished });
  }

  /** What the deployment changes in the stack as it is; undefined when that was validated. The result throws what cannot be evaluated. */
  private plan(
    stack: Stack,
    deployment: Deployment,
    { isValidated }: DeployOptions,
  ): (() => PlannedChange[]) | undefined {
    if (isValidated) return undefined;
    try {
      const changes = planChanges(stack, deployment, this.context.store);
      return () => changes;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }

  /** Why the deployment fails before it touches a resource; undefined when it starts. */
  private async refusal(
    operation: StackOperation,
    plan: (() => PlannedChange[]) | undefined,
    { token }: DeployOptions,
  ): Promise<string | undefined> {
    if (!plan) return undefined;
    const { world, store, scheduler } = this.context;
    const { stack, id, type, startedAt } = operation;
    await scheduler.sleep(2, operation.signal).catch(() => undefined);
    if (operation.signal.aborted) return undefined;
    let findings: ValidationFinding[];
    try {
      findings = earlyValidation(plan(), {
        world,
        region: stack.region,
        regions: store.regions(),
        stackName: stack.name,
      });
    } catch (error) {
      // A function that cannot be evaluated.
      if (error instanceof AwsError) return error.message;
      throw error;
    }
    if (findings.length === 0) return undefined;
    stack.failedValidations.push({
      operationId: id,
      operationType: type,
      token,
      startedAt,
      findings,
      endedAt: world.now(),
    });
    return VALIDATION_FAILED;
  }
}
