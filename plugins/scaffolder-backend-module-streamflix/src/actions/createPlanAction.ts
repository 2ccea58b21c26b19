import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkInput,
  planEnvironment,
  resolveTarget,
  synthesisOptions,
  synthesize,
  type Plan,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import { auditRefusal } from '../task/auditRefusal';
import { expectedEntityRef } from '../task/findEntity';
import { runStep } from '../task/runStep';
import { effectOf, effectToken, runOf, type Task } from '../task/Task';
import {
  authorizerOf,
  completeInput,
  runningField,
  type EnvironmentFieldsOrChange,
} from './completeInput';
import {
  checkLogicalIds,
  consentFields,
  losesData,
  splitConsent,
  type Consent,
} from './consentFields';
import { environmentFields } from './environmentFields';
import { environmentMeta } from './environmentMeta';
import { planExamples } from './examples';
import {
  describePlan,
  describeSynthesis,
  type PlanDescription,
} from './PlanDescription';
import { planDescriptionSchema } from './planDescriptionSchema';

/** The environment, and what the requester accepts. */
export type PlanInput = EnvironmentFieldsOrChange & Consent;

/** The outputs of the plan step. */
export type PlanOutput = {
  plan: PlanDescription;
  entityRef: string;
  changeSetArn?: string;
};

/**
 * The action `streamflix:environment:plan`: creates a change set and describes it; deploys nothing.
 */
export function createPlanAction(
  services: ActionServices,
): TemplateAction<PlanInput, PlanOutput> {
  const { properties, required } = environmentFields();
  return {
    id: 'streamflix:environment:plan',
    description:
      'Makes a CloudFormation change set for a StreamFlix environment and describes what it would add, change, replace and remove. Refused when data would be lost that is not named. Deploys nothing.',
    examples: planExamples,
    supportsDryRun: true,
    schema: {
      input: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required }, { required: ['entityRef'] }],
        properties: {
          ...properties,
          entityRef: runningField,
          ...consentFields,
        },
      },
      output: {
        type: 'object',
        properties: {
          plan: planDescriptionSchema,
          entityRef: {
            type: 'string',
            title: 'Entity',
            description:
              'Reference of the catalog entity the environment has, or will have.',
          },
          changeSetArn: {
            type: 'string',
            title: 'Change set ARN',
            description:
              'The plan itself, for streamflix:environment:deploy. Absent when nothing changes, and when something is recovered first.',
          },
        },
      },
    },
    handler: ctx => runStep(services, ctx, task => makePlan(services, task)),
  };
}

async function makePlan(
  services: ActionServices,
  ctx: ActionContext<PlanInput, PlanOutput>,
): Promise<void> {
  const { access } = services;
  const { consent, environment } = splitConsent(ctx.input);
  if (ctx.isDryRun) {
    const { input } = await completeInput(services, ctx, environment);
    const rehearsal = await dryRun(services, ctx, input, {
      wasRead: environment.entityRef !== undefined,
    });
    ctx.output('plan', rehearsal.plan);
    return;
  }
  const made = await auditRefusal(
    services,
    ctx,
    {
      operation: 'plan',
      losesData: losesData(consent),
      meta: environmentMeta(environment),
    },
    async notes => {
      checkLogicalIds(consent);
      const complete = await completeInput(services, ctx, environment);
      const { input } = complete;
      checkInput(access, input);
      notes.add({ ...(await resolveTarget(access, input)) });
      const planned = await planEnvironment(access, {
        ...complete,
        ...consent,
        purpose: 'review',
        // A retry plans again: the stack may have changed since.
        token: effectToken(ctx, effectOf('plan', ctx.input), runOf(ctx)),
        authorizer: authorizerOf(services, ctx),
        signal: ctx.signal,
        onProgress: line => ctx.logger.info(line),
      });
      const { counts } = describePlan(planned);
      notes.add({
        changeSetArn: planned.changeSetArn,
        outcome: planned.kind,
        counts,
      });
      return planned;
    },
  );
  logPlan(ctx, made);
  ctx.output('entityRef', await expectedEntityRef(services, made.ref));
  ctx.output('plan', describePlan(made));
  ctx.output('changeSetArn', made.changeSetArn);
}

/**
 * Checks what needs no further call to AWS: whether the input is valid, and how large its template is.
 *
 * @param options.wasRead - AWS was called to read the running environment, because the input is a change of it
 */
export async function dryRun(
  { access }: ActionServices,
  ctx: Task,
  input: EnvironmentInput,
  options: { wasRead: boolean },
): Promise<{ plan: PlanDescription; message: string }> {
  const synthesis = await synthesize(checkInput(access, input), {
    ...synthesisOptions(access.settings),
    signal: ctx.signal,
  });
  const described = describeSynthesis(synthesis);
  const message = `Dry run: the template has ${
    described.resources
  } resources and ${described.bytes} bytes. AWS was ${
    options.wasRead ? 'asked for nothing but what runs' : 'not asked'
  }.`;
  ctx.logger.info(message);
  return { plan: described, message };
}

/** Logs what a plan would do. */
export function logPlan({ logger }: Pick<Task, 'logger'>, plan: Plan): void {
  const { kind, changes, recovery, warnings } = plan;
  const { counts } = describePlan(plan);
  for (const warning of warnings) logger.warn(warning);
  if (kind === 'unchanged') {
    logger.info('Nothing changes.');
    return;
  }
  if (recovery?.how === 'continue-rollback') return;
  // A new environment adds every resource: the count is enough.
  for (const change of changes) {
    const { action, logicalId, type, properties, losesData: loses } = change;
    if (kind === 'create' || action === 'add') continue;
    const what = `${action} · ${logicalId} · ${type}`;
    const which = properties.length > 0 ? ` · ${properties.join(', ')}` : '';
    if (loses) {
      logger.warn(`${what}${which} · its data is lost, as was allowed`);
    } else logger.info(`${what}${which}`);
  }
  logger.info(
    `Plan: ${counts?.add} to add, ${counts?.change} to change, ${counts?.replace} to replace, ${counts?.remove} to remove.`,
  );
}
