import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  inputFromForm,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkInput,
  resolveRef,
  type DeploymentOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { audit } from '../task/audit';
import { awaitEntity } from '../task/awaitEntity';
import { requireWanted } from '../task/requireWanted';
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
import { deployLastingly } from './deployLastingly';
import { deployExamples } from './examples';
import { entityRefOf } from './entityRefOf';
import { environmentFields } from './environmentFields';
import {
  isExecutable,
  requireCoherent,
  type PlannedEnvironment,
} from './PlannedEnvironment';
import { plannedEnvironmentSchema } from './plannedEnvironmentSchema';
import { rehearse } from './planning';
import { whichOf } from './whichOf';

/** Either the environment itself, or the plan of it. */
export type DeployInput = EnvironmentGiven &
  Consent & {
    plan?: PlannedEnvironment;
  };

/** What the deploy step leaves to the steps after it. */
export type DeployOutput = {
  outcome: DeploymentOutcome['outcome'] | 'dry-run';
  sentence: string;
  entityRef: string;
  plan: PlannedEnvironment;
  stackArn?: string;
  changeSetArn?: string;
  /** Outputs of the stack by name. */
  outputs: Record<string, string>;
  apiUrl?: string;
};

/** The action `streamflix:environment:deploy`: creates or changes an environment and follows it to its end. */
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
      'Creates or changes a StreamFlix environment and follows it until it rests. Executes exactly the change set of a plan step, or plans itself when it is given none.',
    examples: deployExamples,
    supportsDryRun: true,
    schema: {
      input: {
        type: 'object',
        additionalProperties: false,
        anyOf: [
          { required: ['plan'] },
          { required },
          { required: ['entityRef'] },
        ],
        properties: {
          plan: {
            ...plannedEnvironmentSchema,
            description:
              'Output `plan` of streamflix:environment:plan. Instead of the other fields.',
          },
          ...properties,
          entityRef: runningField,
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
          sentence: text('Sentence', 'How it ended, for people.'),
          entityRef: text('Entity', 'Reference of the catalog entity.'),
          plan: plannedEnvironmentSchema,
          stackArn: text('Stack ARN', 'Absent after a dry run.'),
          changeSetArn: text('Change set ARN', 'Absent when nothing changed.'),
          outputs: {
            type: 'object',
            title: 'Outputs',
            description: 'Every output of the stack by name.',
            additionalProperties: { type: 'string' },
          },
          apiUrl: text('API URL', 'Absent when the environment has no API.'),
        },
      },
    },
    handler: ctx => runStep(ctx, task => deploy(services, task)),
  };
}

/** What was said when it was planned holds, and what is said now besides. */
const consentOf = (
  now: Consent,
  planned: PlannedEnvironment | undefined,
): Consent => ({
  allowDataLoss: [
    ...(planned?.allowDataLoss ?? []),
    ...(now.allowDataLoss ?? []),
  ],
  skipResources: [
    ...(planned?.skipResources ?? []),
    ...(now.skipResources ?? []),
  ],
});

async function deploy(
  services: ActionServices,
  ctx: ActionContext<DeployInput, DeployOutput>,
): Promise<void> {
  const { access } = services;
  const {
    consent: consentNow,
    environment: { plan: given, ...fields },
  } = splitConsent(ctx.input);
  const read = async () => {
    const input = given
      ? inputFromForm(given.input)
      : await completeInput(services, ctx, fields);
    const spec = checkInput(access, input);
    ctx.output('entityRef', entityRefOf(spec));
    return { input, spec };
  };

  if (ctx.isDryRun) {
    const { input } = await read();
    const { plan, sentence } = await rehearse(services, ctx, input, {
      wasRead: fields.entityRef !== undefined,
    });
    ctx.output('outcome', 'dry-run');
    ctx.output('sentence', sentence);
    ctx.output('plan', plan);
    ctx.output('outputs', {});
    return;
  }

  const planned = given && isExecutable(given) ? given : undefined;
  const consent = consentOf(consentNow, planned);
  const { plan, outcome } = await audit(
    services,
    ctx,
    {
      operation: 'deploy',
      losesData: losesData(consent),
      meta: whichOf(given?.input ?? fields),
    },
    async trail => {
      const { input, spec } = await read();
      if (planned) requireCoherent(planned);
      const ref = planned?.ref ?? (await resolveRef(access, spec));
      trail.note({ ...ref, stackArn: planned?.stackArn });
      return deployLastingly(services, ctx, {
        input,
        spec,
        ref,
        planned,
        consent,
        trail,
      });
    },
  );

  const entityRef = entityRefOf(plan.ref);
  await awaitEntity(services, ctx, entityRef);
  ctx.logger.info(outcome.sentence);
  ctx.output('outcome', outcome.outcome);
  ctx.output('sentence', outcome.sentence);
  ctx.output('plan', plan);
  ctx.output('stackArn', outcome.stackArn);
  ctx.output('changeSetArn', plan.changeSetArn);
  ctx.output('outputs', outcome.outputs);
  ctx.output('apiUrl', outcome.outputs[stackOutputs.apiUrl]);
  requireWanted(ctx, outcome.sentence);
}
