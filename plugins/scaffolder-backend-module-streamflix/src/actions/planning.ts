import {
  toResourceRef,
  type EnvironmentInput,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkInput,
  discardPlan,
  planEnvironment,
  synthesize,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import type { Authorised } from '../task/authorise';
import { effectToken, type Task } from '../task/Task';
import type { Consent } from './consentFields';
import {
  fromPlan,
  fromSynthesis,
  type ExecutablePlan,
  type PlannedEnvironment,
} from './PlannedEnvironment';

/** Makes the change set, once for each attempt of the step, and tells in the log what it would do. */
export async function planOnce(
  { access }: ActionServices,
  ctx: Task,
  options: {
    input: EnvironmentInput;
    ref: EnvironmentRef;
    authorised: Authorised;
    consent: Consent;
    attempt: number;
  },
): Promise<ExecutablePlan> {
  const { input, ref, authorised, consent, attempt } = options;
  const { userRef, ownershipRefs } = authorised.asker;
  const plan = await ctx.checkpoint<ExecutablePlan>({
    key: `planned.${toResourceRef(ref)}.${attempt}`,
    fn: async () => {
      const token = effectToken(ctx, attempt);
      try {
        await authorised.mayBegin();
      } catch (error) {
        // An earlier run may have died with it half made.
        await discardPlan(access, { ref, token }).catch(() => {});
        throw error;
      }
      return fromPlan(
        { input, ...consent },
        await planEnvironment(access, {
          input,
          ...consent,
          token,
          askedBy:
            userRef === undefined ? undefined : { userRef, ownershipRefs },
          signal: ctx.signal,
          onProgress: line => ctx.logger.info(line),
        }),
      );
    },
  });
  logPlan(ctx, plan);
  return plan;
}

/**
 * What can be known without asking AWS for more: whether the input is right, and how large its template is.
 *
 * @param options.wasRead - AWS has been asked for what runs, since the input is a change of it
 */
export async function rehearse(
  { access }: ActionServices,
  ctx: Task,
  input: EnvironmentInput,
  options: { wasRead: boolean },
): Promise<{ plan: PlannedEnvironment; sentence: string }> {
  const synthesis = await synthesize(checkInput(access, input), {
    timeoutSeconds: access.settings.synthesisTimeout,
    signal: ctx.signal,
  });
  const plan = fromSynthesis(input, synthesis);
  const sentence = `Dry run: the template has ${plan.resources} resources and ${
    plan.bytes
  } bytes. AWS was ${
    options.wasRead ? 'asked for nothing but what runs' : 'not asked'
  }.`;
  ctx.logger.info(sentence);
  return { plan, sentence };
}

function logPlan(
  { logger }: Task,
  { kind, counts, changes = [], recovery }: ExecutablePlan,
) {
  if (kind === 'unchanged') {
    logger.info('Nothing changes.');
    return;
  }
  if (recovery?.how === 'continue-rollback') return;
  // A new environment adds everything: the number says enough.
  for (const change of changes) {
    const { action, logicalId, type, properties, losesData } = change;
    if (kind === 'create' || action === 'add') continue;
    const what = `${action} · ${logicalId} · ${type}`;
    const which = properties.length > 0 ? ` · ${properties.join(', ')}` : '';
    if (losesData) {
      logger.warn(`${what}${which} · its data is lost, as was allowed`);
    } else logger.info(`${what}${which}`);
  }
  logger.info(
    `Plan: ${counts?.add} to add, ${counts?.change} to change, ${counts?.replace} to replace, ${counts?.remove} to remove.`,
  );
}
