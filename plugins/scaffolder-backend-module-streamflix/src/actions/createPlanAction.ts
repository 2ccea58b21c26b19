import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type {
  EnvironmentInput,
  EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkInput,
  discardPlan,
  resolveRef,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { audit, type Trail } from '../task/audit';
import { authorise, deployment } from '../task/authorise';
import { Cancellations } from '../task/Cancellations';
import { runStep } from '../task/runStep';
import {
  completeInput,
  runningField,
  type EnvironmentGiven,
} from './completeInput';
import {
  consentFields,
  losesData,
  splitConsent,
  type Consent,
} from './consentFields';
import { environmentFields } from './environmentFields';
import { entityRefOf } from './entityRefOf';
import { planExamples } from './examples';
import type { ExecutablePlan, PlannedEnvironment } from './PlannedEnvironment';
import { plannedEnvironmentSchema } from './plannedEnvironmentSchema';
import { planOnce, rehearse } from './planning';
import { whichOf } from './whichOf';

/** The environment, and what a person consents to. */
export type PlanInput = EnvironmentGiven & Consent;

/** What the plan step leaves to the steps after it. */
export type PlanOutput = {
  plan: PlannedEnvironment;
  entityRef: string;
  stackArn?: string;
  changeSetArn?: string;
};

/** The action `streamflix:environment:plan`: makes a change set and describes it; nothing is deployed. */
export function createPlanAction(
  services: ActionServices,
): TemplateAction<PlanInput, PlanOutput> {
  const { properties, required } = environmentFields();
  return {
    id: 'streamflix:environment:plan',
    description:
      'Makes a CloudFormation change set for a StreamFlix environment and tells what it would add, change, replace and remove. Refused when data would be lost that is not named. Deploys nothing.',
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
          plan: plannedEnvironmentSchema,
          entityRef: {
            type: 'string',
            title: 'Entity',
            description: 'Reference of the catalog entity.',
          },
          stackArn: { type: 'string', title: 'Stack ARN' },
          changeSetArn: {
            type: 'string',
            title: 'Change set ARN',
            description: 'Absent when nothing changes.',
          },
        },
      },
    },
    handler: ctx => runStep(ctx, task => plan(services, task)),
  };
}

async function plan(
  services: ActionServices,
  ctx: ActionContext<PlanInput, PlanOutput>,
): Promise<void> {
  const { consent, environment } = splitConsent(ctx.input);
  const read = async () => {
    const input = await completeInput(services, ctx, environment);
    const spec = checkInput(services.access, input);
    ctx.output('entityRef', entityRefOf(spec));
    return { input, spec };
  };
  if (ctx.isDryRun) {
    const { input } = await read();
    const { plan: rehearsed } = await rehearse(services, ctx, input, {
      wasRead: environment.entityRef !== undefined,
    });
    ctx.output('plan', rehearsed);
    return;
  }
  const planned = await audit(
    services,
    ctx,
    {
      operation: 'plan',
      losesData: losesData(consent),
      meta: whichOf(environment),
    },
    async trail => {
      const asked = await read();
      const made = await planAllowed(services, ctx, {
        ...asked,
        consent,
        trail,
      });
      trail.note({
        stackArn: made.stackArn,
        changeSetArn: made.changeSetArn,
        outcome: made.kind,
        counts: made.counts,
      });
      return made;
    },
  );
  ctx.output('plan', planned);
  ctx.output('stackArn', planned.stackArn);
  ctx.output('changeSetArn', planned.changeSetArn);
}

async function planAllowed(
  services: ActionServices,
  ctx: ActionContext<PlanInput, PlanOutput>,
  asked: {
    input: EnvironmentInput;
    spec: EnvironmentSpec;
    consent: Consent;
    trail: Trail;
  },
): Promise<ExecutablePlan> {
  const { input, spec, consent, trail } = asked;
  const ref = await resolveRef(services.access, spec);
  trail.note({ ...ref });
  const cancellations = new Cancellations(services, ctx, ref);
  const planned = await cancellations.watch(async () =>
    planOnce(services, ctx, {
      input,
      ref,
      authorised: await authorise(services, ctx, {
        operation: () => deployment(services, ref),
        ref,
        attempt: 1,
      }),
      consent,
      attempt: 1,
    }),
  );
  // Between this step and the next nobody else would hear that the task was cancelled. What is being executed stays.
  ctx.signal?.addEventListener(
    'abort',
    () => void discardPlan(services.access, planned).catch(() => {}),
    { once: true },
  );
  return planned;
}
