import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  stackOutputs,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  followDeployment,
  resolveTarget,
  type DeploymentOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import { audit, auditRefusal, type AuditNotes } from '../task/auditRefusal';
import { checkpointedOutcome } from '../task/checkpointedOutcome';
import { failIfCancelled } from '../task/failIfCancelled';
import { findEntity, usualEntityRef } from '../task/findEntity';
import { logProgress } from '../task/logProgress';
import { OperationFailedError } from '../task/OperationFailedError';
import { reportOperation } from '../task/reportOperation';
import { runStep } from '../task/runStep';
import { effectOf, effectToken, type Task } from '../task/Task';
import {
  authorizerOf,
  completeInput,
  runningField,
  type EnvironmentGiven,
} from './completeInput';
import {
  checkLogicalIds,
  consentFields,
  losesData,
  splitConsent,
  type Consent,
} from './consentFields';
import { logPlan, rehearse } from './createPlanAction';
import { deployExamples } from './examples';
import { environmentFields } from './environmentFields';
import { environmentMeta } from './environmentMeta';
import { findEnvironment } from './findEnvironment';
import type { Plain } from './Plain';
import type { PlanDescription } from './PlanDescription';
import { planDescriptionSchema } from './planDescriptionSchema';

/** The environment, the change set to execute, and what the requester accepts. A plan contributes nothing else. */
export type DeployInput = EnvironmentGiven &
  Consent & {
    changeSetArn?: string;
  };

/** The outputs of the deploy step. */
export type DeployOutput = {
  outcome: DeploymentOutcome['outcome'] | 'dry-run';
  message: string;
  entityRef: string;
  /** Only after a dry run. */
  plan?: PlanDescription;
  stackArn?: string;
  /** Outputs of the stack by name. */
  outputs: Record<string, string>;
  apiUrl?: string;
  /** What the plan could not say for certain; empty when the step executed the change set of a plan step. */
  warnings: string[];
};

type Outcome = Plain<DeploymentOutcome> & {
  /** Whether an operation was started in AWS. */
  isStarted: boolean;
  /** Of the plan, when this step planned. */
  warnings: string[];
};

const isGood = ({ outcome }: Outcome) =>
  ['created', 'updated', 'unchanged'].includes(outcome);

/** How a cancellation was carried out, as CloudFormation's API action. */
const cancelCalls = {
  deletes: 'DeleteStack',
  'rolls-back': 'CancelUpdateStack',
  nothing: 'none',
} as const;

/**
 * The action `streamflix:environment:deploy`: creates or updates an environment and follows it to its end.
 */
export function createDeployAction(
  services: ActionServices,
): TemplateAction<DeployInput, DeployOutput> {
  const { properties, required } = environmentFields();
  const text = (title: string, description: string) => ({
    type: 'string',
    title,
    description,
  });
  return {
    id: 'streamflix:environment:deploy',
    description:
      'Creates or changes a StreamFlix environment and follows it until it has finished. Executes the change set of a plan step, or plans itself when it is given none.',
    examples: deployExamples,
    supportsDryRun: true,
    schema: {
      input: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required }, { required: ['entityRef'] }],
        properties: {
          ...properties,
          entityRef: runningField,
          changeSetArn: {
            ...text(
              'Change set ARN',
              'Output `changeSetArn` of streamflix:environment:plan for the same environment and values. Executed only if AWS shows that it does exactly that.',
            ),
            pattern: '^arn:[a-zA-Z0-9:/-]{1,1600}$',
          },
          ...consentFields,
        },
      },
      output: {
        type: 'object',
        properties: {
          outcome: {
            ...text('Outcome', 'How it ended.'),
            enum: ['created', 'updated', 'unchanged', 'dry-run'],
          },
          message: text('Message', 'How it ended, for the user.'),
          entityRef: text('Entity', 'Reference of the catalog entity.'),
          plan: {
            ...planDescriptionSchema,
            description: 'What a dry run found out.',
          },
          stackArn: text('Stack ARN', 'Absent after a dry run.'),
          outputs: {
            type: 'object',
            title: 'Outputs',
            description: 'Every output of the stack by name.',
            additionalProperties: { type: 'string' },
          },
          apiUrl: text('API URL', 'Absent when the environment has no API.'),
          warnings: {
            type: 'array',
            title: 'Warnings',
            description:
              'What the plan of this step warned of, such as a quota of the account. Empty when it executed the change set of a plan step.',
            items: { type: 'string' },
          },
        },
      },
    },
    handler: ctx => runStep(services, ctx, task => deploy(services, task)),
  };
}

async function deploy(
  services: ActionServices,
  ctx: ActionContext<DeployInput, DeployOutput>,
): Promise<void> {
  const {
    consent,
    environment: { changeSetArn, ...fields },
  } = splitConsent(ctx.input);
  if (ctx.isDryRun) {
    const { input } = await completeInput(services, ctx, fields);
    const { plan, message } = await rehearse(services, ctx, input, {
      wasRead: fields.entityRef !== undefined,
    });
    ctx.output('outcome', 'dry-run');
    ctx.output('message', message);
    ctx.output('plan', plan);
    ctx.output('outputs', {});
    ctx.output('warnings', []);
    return;
  }
  const outcome = await auditRefusal(
    services,
    ctx,
    {
      operation: 'deploy',
      losesData: losesData(consent),
      meta: environmentMeta(fields),
    },
    notes =>
      deployWithCheckpoints(services, ctx, {
        fields,
        changeSetArn,
        consent,
        notes,
      }),
  );
  const { ref, stackArn, outputs, message } = outcome;
  ctx.logger.info(message);
  ctx.output('entityRef', await findEntity(services, ctx, ref, stackArn));
  ctx.output('outcome', outcome.outcome);
  ctx.output('message', message);
  ctx.output('stackArn', stackArn);
  ctx.output('outputs', outputs);
  ctx.output('apiUrl', outputs[stackOutputs.apiUrl]);
  ctx.output('warnings', outcome.warnings);
  failIfCancelled(ctx, message);
}

/**
 * Deploys with checkpoints: a repeated run finds what was started, and a retry after a failure plans again.
 *
 * @throws OperationFailedError when it did not end as requested; the errors of `deployEnvironment` when it could not be started
 */
async function deployWithCheckpoints(
  services: ActionServices,
  ctx: ActionContext<DeployInput, DeployOutput>,
  options: {
    fields: EnvironmentGiven;
    changeSetArn?: string;
    consent: Consent;
    notes: AuditNotes;
  },
): Promise<Outcome> {
  const { access } = services;
  const { fields, changeSetArn, consent, notes } = options;
  checkLogicalIds(consent);
  const effect = effectOf('deploy', ctx.input);
  // Taken from the input; its format is validated before anything is started.
  const ref = await refOf(services, ctx, fields);
  if (ref) {
    notes.add({ ...ref });
    ctx.output('entityRef', await usualEntityRef(services, ref));
  }
  const outcome = await checkpointedOutcome<Outcome>(ctx, {
    effect,
    isGood,
    async run(attempt, isResumed) {
      let isStarted = false;
      let warnings: string[] = [];
      const following = {
        token: effectToken(ctx, effect, attempt),
        authorizer: authorizerOf(services, ctx),
        isResumed,
        signal: ctx.signal,
        onStarted(stackArn: string) {
          isStarted = true;
          notes.operationStarted();
          if (ref) void reportOperation(services, ref, stackArn);
        },
        onProgress: await logProgress(services, ctx, { isResumed }),
        onNotice: (message: string) => ctx.logger.warn(message),
        onCancelled: (cancellation: keyof typeof cancelCalls) =>
          void audit(services, ctx, {
            operation: 'cancel',
            meta: { ...ref, call: cancelCalls[cancellation] },
          }),
      };
      // Following needs no permission, so it does not wait for the input to be completed.
      const followed =
        isResumed && ref
          ? await followDeployment(access, { ...following, ref })
          : undefined;
      const ended =
        followed ??
        (await deployEnvironment(access, {
          ...following,
          ...consent,
          ...(await completeInput(services, ctx, fields)),
          // Another attempt needs a new change set.
          changeSetArn: attempt === 1 ? changeSetArn : undefined,
          onPlan: plan => {
            warnings = plan.warnings;
            logPlan(ctx, plan);
          },
          onPlanning: line => ctx.logger.info(line),
        }));
      return { ...ended, isStarted, warnings };
    },
  });
  if (outcome.isStarted) notes.operationStarted();
  await reportOperation(services, outcome.ref, outcome.stackArn);
  notes.add({
    stackArn: outcome.stackArn,
    outcome: outcome.outcome,
    message: outcome.message,
  });
  if (!isGood(outcome)) throw new OperationFailedError(outcome);
  return outcome;
}

/** The environment's reference; undefined when the input does not contain it, which is refused later with all other problems. */
async function refOf(
  services: ActionServices,
  ctx: Task,
  { entityRef, suffix, region, account, advanced }: EnvironmentGiven,
): Promise<EnvironmentRef | undefined> {
  if (entityRef !== undefined) {
    const found = await findEnvironment(services, {
      ...ctx,
      input: { entityRef },
    });
    return resolveTarget(services.access, found);
  }
  if (suffix === undefined || region === undefined) return undefined;
  return resolveTarget(services.access, {
    suffix,
    region,
    account: account ?? advanced?.account,
  }).catch(() => undefined);
}
