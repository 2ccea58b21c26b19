import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common';
import type { ActionServices } from '../task/ActionServices';
import { auditRefusal } from '../task/auditRefusal';
import { failIfCancelled } from '../task/failIfCancelled';
import { findEntity } from '../task/findEntity';
import { runStep } from '../task/runStep';
import { completeInput, runningField } from './completeInput';
import { consentFields, losesData, splitConsent } from './consentFields';
import { dryRun } from './createPlanAction';
import {
  deployWithCheckpoints,
  type DeployInput,
  type DeployOutput,
} from './deployWithCheckpoints';
import { deployExamples } from './examples';
import { environmentFields } from './environmentFields';
import { environmentMeta } from './environmentMeta';
import { planDescriptionSchema } from './planDescriptionSchema';

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
          operationPath: text(
            'Operation',
            'Path of the page of the operation. Absent when none was started.',
          ),
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
    const { plan, message } = await dryRun(services, ctx, input, {
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
  ctx.output('operationPath', outcome.operationPath);
  ctx.output('outputs', outputs);
  ctx.output('apiUrl', outputs[stackOutputs.apiUrl]);
  ctx.output('warnings', outcome.warnings);
  failIfCancelled(ctx, message);
}
