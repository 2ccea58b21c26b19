import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import {
  destroyEnvironment,
  RefusedError,
  resolveTarget,
  type DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import { auditRefusal, type AuditNotes } from '../task/auditRefusal';
import { checkpointedOutcome } from '../task/checkpointedOutcome';
import { failIfCancelled } from '../task/failIfCancelled';
import { expectedEntityRef } from '../task/findEntity';
import { linkOperation } from '../task/linkOperation';
import { logProgress } from '../task/logProgress';
import { OperationFailedError } from '../task/OperationFailedError';
import { reportOperation } from '../task/reportOperation';
import { runStep } from '../task/runStep';
import { effectOf, effectToken } from '../task/Task';
import { authorizerOf } from './completeInput';
import { checkLogicalIds, retainField } from './consentFields';
import { entityRefField } from './entityRefField';
import { environmentMeta } from './environmentMeta';
import { destroyExamples } from './examples';
import {
  findEnvironment,
  type EnvironmentTarget,
  type FoundEnvironment,
} from './findEnvironment';
import type { Plain } from './Plain';

/** The environment, and the text the user typed to confirm. */
export type DestroyInput = EnvironmentTarget & {
  confirmation?: string;
  retain?: string[];
};

/** The outputs of the destroy step. */
export type DestroyOutput = {
  outcome: DestructionOutcome['outcome'] | 'dry-run';
  message: string;
  entityRef: string;
  /** Path of the page of the operation; only when one was started. */
  operationPath?: string;
};

type Outcome = Plain<DestructionOutcome> & {
  /** Whether an operation was started in AWS. */
  isStarted: boolean;
  /** Path of the page of the operation that was started. */
  operationPath?: string;
};

const isSuccess = ({ outcome }: Outcome) =>
  ['destroyed', 'absent'].includes(outcome);

/**
 * The action `streamflix:environment:destroy`: deletes an environment and everything in it.
 */
export function createDestroyAction(
  services: ActionServices,
): TemplateAction<DestroyInput, DestroyOutput> {
  const { suffix, region, account } = environmentInputJsonSchema().properties;
  return {
    id: 'streamflix:environment:destroy',
    description:
      'Deletes the stack of a StreamFlix environment with everything in it, and follows it to its end. Its data is lost.',
    examples: destroyExamples,
    supportsDryRun: true,
    schema: {
      input: {
        type: 'object',
        additionalProperties: false,
        anyOf: [
          { required: ['entityRef'] },
          { required: ['suffix', 'region'] },
        ],
        properties: {
          entityRef: {
            ...entityRefField,
            description:
              'Reference of the catalog entity. Instead of suffix, region and account.',
          },
          suffix,
          region,
          account,
          retain: retainField,
          confirmation: {
            type: 'string',
            title: 'Confirmation',
            description:
              'The suffix, as the user typed it to confirm; another one is refused. May be left out where no user is asked.',
          },
        },
      },
      output: {
        type: 'object',
        properties: {
          outcome: {
            type: 'string',
            title: 'Outcome',
            description:
              'How it ended. It was absent when there was nothing to destroy.',
            enum: ['destroyed', 'absent', 'dry-run'],
          },
          message: {
            type: 'string',
            title: 'Message',
            description: 'How it ended, for the user.',
          },
          entityRef: {
            type: 'string',
            title: 'Entity',
            description: 'Reference of the catalog entity that is gone.',
          },
          operationPath: {
            type: 'string',
            title: 'Operation',
            description:
              'Path of the page of the operation. Absent when none was started.',
          },
        },
      },
    },
    handler: ctx => runStep(services, ctx, task => destroy(services, task)),
  };
}

async function destroy(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
): Promise<void> {
  if (ctx.isDryRun) {
    const { suffix, region } = await findConfirmed(services, ctx);
    const message = `Dry run: environment ${suffix} in ${region} would be destroyed. AWS was not asked.`;
    ctx.logger.info(message);
    ctx.output('outcome', 'dry-run');
    ctx.output('message', message);
    return;
  }
  const { outcome, message, operationPath } = await auditRefusal(
    services,
    ctx,
    { operation: 'destroy', meta: environmentMeta(ctx.input) },
    notes => destroyWithCheckpoints(services, ctx, notes),
  );
  ctx.logger.info(message);
  ctx.output('outcome', outcome);
  ctx.output('message', message);
  ctx.output('operationPath', operationPath);
  failIfCancelled(ctx, message);
}

async function findConfirmed(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
): Promise<FoundEnvironment> {
  const found = await findEnvironment(services, ctx);
  const { confirmation, entityRef } = ctx.input;
  if (confirmation !== undefined && confirmation !== found.suffix) {
    throw new RefusedError([
      {
        path: 'confirmation',
        message: `Confirmation must be the suffix of the environment, ${found.suffix}. Nothing was destroyed.`,
      },
    ]);
  }
  const ref = await resolveTarget(services.access, found);
  ctx.output(
    'entityRef',
    entityRef ?? (await expectedEntityRef(services, ref)),
  );
  return found;
}

/**
 * Destroys with checkpoints: a repeated run finds what was started.
 *
 * @throws OperationFailedError when it did not end as requested; the errors of `destroyEnvironment` when it could not be started
 */
async function destroyWithCheckpoints(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
  notes: AuditNotes,
): Promise<Outcome> {
  const { access } = services;
  checkLogicalIds({ retain: ctx.input.retain });
  const { stackArn, ...target } = await findConfirmed(services, ctx);
  const ref = await resolveTarget(access, target);
  notes.add({ ...ref });
  const effect = effectOf('destroy', ctx.input);
  const outcome = await checkpointedOutcome<Outcome>(ctx, {
    effect,
    isSuccess,
    async run(attempt, isResumed) {
      let isStarted = false;
      let path: string | undefined;
      const token = effectToken(ctx, effect, attempt);
      const onProgress = await logProgress(services, ctx, { isResumed });
      const ended = await destroyEnvironment(access, {
        ref,
        stackArn,
        token,
        authorizer: authorizerOf(services, ctx),
        retain: ctx.input.retain,
        isResumed,
        signal: ctx.signal,
        onStarted(started, id) {
          isStarted = true;
          notes.operationStarted();
          void reportOperation(services, ref, started);
          path = id && linkOperation(services, { ref, id }, onProgress);
        },
        onProgress,
        onNotice: message => ctx.logger.warn(message),
      });
      return { ...ended, isStarted, operationPath: path };
    },
  });
  if (outcome.isStarted) notes.operationStarted();
  if (outcome.stackArn) {
    await reportOperation(services, ref, outcome.stackArn);
  }
  notes.add({
    stackArn: outcome.stackArn,
    outcome: outcome.outcome,
    message: outcome.message,
  });
  if (!isSuccess(outcome)) throw new OperationFailedError(outcome);
  return outcome;
}
