import { randomUUID } from 'node:crypto';
import type { AwsAccess } from '../../AwsAccess';
import { deployEnvironment } from '../../deployment/deployEnvironment';
import { discardPlan } from '../../deployment/discardPlan';
import type { Plan } from '../../deployment/Plan';
import { planEnvironment } from '../../deployment/planEnvironment';
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
};

/** Creates or changes an environment and follows it until it rests. */
export async function deploy(
  terminal: Terminal,
  flags: DeployFlags,
): Promise<number> {
  const { endpoint, json, yes, token = randomUUID(), ...given } = flags;
  const input = readValidInput(given);
  const access = createCliAccess({ regions: [input.region], endpoint });
  return untilInterrupted(terminal, 'Cancelling.', async signal => {
    const plan = await planEnvironment(access, {
      input,
      token,
      signal,
      onProgress: line => terminal.note(line),
    });
    await noteLocalAws(terminal, access);
    // A new environment adds everything, as its progress is about to tell.
    terminal.note(plan.kind === 'create' ? sumUp(plan) : describePlan(plan));
    if (!yes) await confirmLoss(terminal, access, plan);
    terminal.note(
      `To follow it again, should this end early: --token ${token}`,
    );
    const outcome = await deployEnvironment(access, {
      plan,
      token,
      signal,
      onProgress: ({ line }) => terminal.note(line),
      onNotice: sentence => terminal.note(sentence),
    });
    terminal.result(
      json ? JSON.stringify(outcome, null, 2) : describeOutcome(outcome),
    );
    return exitCodeOf(outcome.outcome);
  });
}

/** Whoever loses data must have said so. */
async function confirmLoss(
  terminal: Terminal,
  access: AwsAccess,
  plan: Plan,
): Promise<void> {
  const lost = plan.changes.filter(({ losesData }) => losesData);
  if (lost.length === 0) return;
  const named = lost.map(({ logicalId }) => logicalId).join(', ');
  const answer = await terminal.ask(
    `The data of ${named} will be lost. Type the suffix to go on: `,
  );
  if (answer?.trim() === plan.ref.suffix) return;
  await discardPlan(access, plan);
  throw new RefusedError([
    {
      path: '',
      message: `The data of ${named} would be lost, and nobody confirmed that. Deploy with --yes to accept it.`,
    },
  ]);
}
