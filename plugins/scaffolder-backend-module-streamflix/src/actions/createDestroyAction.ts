import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  environmentInputJsonSchema,
  toResourceRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  destroyEnvironment,
  RefusedError,
  resolveRef,
  type DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { announce } from '../task/announce';
import { audit, type Trail } from '../task/audit';
import { authorise } from '../task/authorise';
import { Cancellations } from '../task/Cancellations';
import { FailedEnding } from '../task/FailedEnding';
import { lastingEnding } from '../task/lastingEnding';
import { notify } from '../task/notify';
import { requireWanted } from '../task/requireWanted';
import { runStep } from '../task/runStep';
import { tellProgress } from '../task/tellProgress';
import { effectToken } from '../task/Task';
import { retainField } from './consentFields';
import { destroyExamples } from './examples';
import { entityRefOf } from './entityRefOf';
import {
  findEnvironment,
  ownerOf,
  type EnvironmentPointer,
  type Whereabouts,
} from './findEnvironment';
import type { Plain } from './Plain';
import { whichOf } from './whichOf';

/** Which environment, and what a person typed to say that they mean it. */
export type DestroyInput = EnvironmentPointer & {
  confirmation?: string;
  retain?: string[];
};

/** What the destroy step leaves to the steps after it. */
export type DestroyOutput = {
  outcome: DestructionOutcome['outcome'] | 'dry-run';
  sentence: string;
  entityRef: string;
};

type Ending = Plain<DestructionOutcome>;

const isGood = ({ outcome }: Ending) =>
  ['destroyed', 'absent'].includes(outcome);

/** The action `streamflix:environment:destroy`: deletes an environment with everything in it. */
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
            type: 'string',
            title: 'Environment',
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
              'The suffix once more, as a person typed it; another one is refused. May be left out where no person is asked.',
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
          sentence: {
            type: 'string',
            title: 'Sentence',
            description: 'How it ended, for people.',
          },
          entityRef: {
            type: 'string',
            title: 'Entity',
            description: 'Reference of the catalog entity that is gone.',
          },
        },
      },
    },
    handler: ctx => runStep(ctx, task => destroy(services, task)),
  };
}

async function destroy(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
): Promise<void> {
  if (ctx.isDryRun) {
    const { suffix, region } = await findConfirmed(services, ctx);
    const sentence = `Dry run: environment ${suffix} in ${region} would be destroyed. AWS was not asked.`;
    ctx.logger.info(sentence);
    ctx.output('outcome', 'dry-run');
    ctx.output('sentence', sentence);
    return;
  }
  const { outcome, sentence } = await audit(
    services,
    ctx,
    { operation: 'destroy', meta: whichOf(ctx.input) },
    trail => destroyAllowed(services, ctx, trail),
  );
  ctx.logger.info(sentence);
  ctx.output('outcome', outcome);
  ctx.output('sentence', sentence);
  requireWanted(ctx, sentence);
}

async function findConfirmed(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
): Promise<Whereabouts> {
  const where = await findEnvironment(services, ctx);
  const { confirmation } = ctx.input;
  if (confirmation !== undefined && confirmation !== where.suffix) {
    throw new RefusedError([
      {
        path: 'confirmation',
        message: `Confirmation must be the suffix of the environment, ${where.suffix}. Nothing was destroyed.`,
      },
    ]);
  }
  ctx.output('entityRef', entityRefOf(where));
  return where;
}

async function destroyAllowed(
  services: ActionServices,
  ctx: ActionContext<DestroyInput, DestroyOutput>,
  trail: Trail,
): Promise<Ending> {
  const { access } = services;
  const ref = await resolveRef(access, await findConfirmed(services, ctx));
  trail.note({ ...ref });
  // Before it goes, for then nobody knows any more.
  const owner = await ownerOf(services, ctx, entityRefOf(ref));
  const cancellations = new Cancellations(services, ctx, ref);
  const ending = await cancellations.watch(() =>
    lastingEnding<Ending>(ctx, {
      key: `destroyed.${toResourceRef(ref)}`,
      isGood,
      run: async attempt => {
        const { asker, isResumed, mayBegin } = await authorise(services, ctx, {
          operation: async () => 'destroy',
          ref,
          attempt,
        });
        const { userRef, ownershipRefs } = asker;
        return destroyEnvironment(access, {
          ref,
          token: effectToken(ctx, attempt),
          askedBy:
            userRef === undefined ? undefined : { userRef, ownershipRefs },
          retain: ctx.input.retain,
          isResumed,
          mayBegin,
          signal: ctx.signal,
          onProgress: await tellProgress(services, ctx, { isResumed }),
          onNotice: notice => ctx.logger.warn(notice),
        });
      },
    }),
  );
  const { stackArn, outcome, sentence } = ending;
  trail.note({ stackArn, outcome, sentence });
  // AWS takes no deletion back: who cancels only looks away.
  await cancellations.ended({ ...ending, outcome: 'too-late' });
  await announce(services, {
    ref,
    state: isGood(ending) ? 'absent' : 'present',
  });
  await notify(services, ctx, { operation: 'destroy', ending, owner });
  if (!isGood(ending)) throw new FailedEnding(ending);
  return ending;
}
