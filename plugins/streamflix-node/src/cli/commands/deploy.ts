import { randomUUID } from 'node:crypto';
import type { AwsAccess } from '../../AwsAccess';
import { deployEnvironment } from '../../deployment/deployEnvironment';
import { discardPlan } from '../../deployment/discardPlan';
import type { Plan } from '../../deployment/Plan';
import { planEnvironment } from '../../deployment/planEnvironment';
import {
  refuseDataLoss,
  unforgivenLosses,
} from '../../deployment/refuseDataLoss';
import { RefusedError } from '../../RefusedError';
import { createCliAccess } from '../createCliAccess';
import { describeOutcome } from '../describeOutcome';
import { describePlan, sumUp } from '../describePlan';
import { exitCodeOf } from '../exitCodes';
import { noteLocalAws } from '../noteLocalAws';
import { readValidInput, type InputFlags } from '../readInput';
import type { Terminal } from '../Terminal';
import { untilInterrupted } from '../untilInterrupted';

export type DeployFlags = InputFlags & {
  endpoint?: string;
  json?: boolean;
  yes?: boolean;
  token?: string;
  stagingBucket?: string;
  allowDataLoss?: string[];
  skip?: string[];
};

/** Creates or changes an environment and follows it until it rests. */
export async function deploy(
  terminal: Terminal,
  flags: DeployFlags,
): Promise<number> {
  const {
    endpoint,
    json,
    yes,
    token = randomUUID(),
    stagingBucket,
    allowDataLoss = [],
    skip: skipResources,
    ...given
  } = flags;
  const input = readValidInput(given, {
    largeTemplates: stagingBucket !== undefined,
  });
  const access = createCliAccess({
    regions: [input.region],
    endpoint,
    stagingBucket,
  });
  return untilInterrupted(terminal, 'Cancelling.', async signal => {
    const plan = await planEnvironment(access, {
      input,
      token,
      signal,
      allowDataLoss,
      skipResources,
      // Shown first, so that a person who is asked knows what for.
      onDataLoss: yes ? 'refuse' : 'show',
      onProgress: line => terminal.note(line),
    });
    await noteLocalAws(terminal, access);
    // A new environment adds everything, as its progress is about to tell.
    terminal.note(plan.kind === 'create' ? sumUp(plan) : describePlan(plan));
    const accepted = yes
      ? []
      : await askForLosses(terminal, access, plan, allowDataLoss);
    terminal.note(
      `To follow it again, should this end early: --token ${token}`,
    );
    const outcome = await deployEnvironment(access, {
      plan,
      token,
      signal,
      skipResources,
      allowDataLoss: [...allowDataLoss, ...accepted],
      onProgress: ({ line }) => terminal.note(line),
      onNotice: sentence => terminal.note(sentence),
    });
    terminal.result(
      json ? JSON.stringify(outcome, null, 2) : describeOutcome(outcome),
    );
    return exitCodeOf(outcome.outcome);
  });
}

/**
 * Asks for the losses of data that no flag names.
 *
 * @returns the logical ids the person typed
 * @throws RefusedError when they did not type all of them; the plan is taken back
 */
async function askForLosses(
  terminal: Terminal,
  access: AwsAccess,
  plan: Plan,
  allowed: readonly string[],
): Promise<string[]> {
  const lost = unforgivenLosses(plan.changes, allowed);
  if (lost.length === 0) return [];
  const names = lost.map(({ logicalId }) => logicalId);
  const answer = await terminal.ask(
    `The data of ${names.join(', ')} will be lost. Type ${
      names.length > 1 ? 'these names' : 'this name'
    } to go on: `,
  );
  const accepted = (answer ?? '').split(/[\s,]+/).filter(Boolean);
  const losses = refuseDataLoss(lost, accepted);
  if (losses.length === 0) return accepted;
  await discardPlan(access, plan);
  throw new RefusedError(losses);
}
