import { randomUUID } from 'node:crypto';
import { discardPlan } from '../../deployment/discardPlan';
import { planEnvironment } from '../../deployment/planEnvironment';
import { createCliAccess } from '../createCliAccess';
import { describePlan } from '../describePlan';
import { noteLocalAws } from '../noteLocalAws';
import { readValidInput, type InputFlags } from '../readInput';
import type { Terminal } from '../Terminal';
import { untilInterrupted } from '../untilInterrupted';

/** Shows what deploying would do, and leaves nothing behind. */
export async function plan(
  terminal: Terminal,
  flags: InputFlags & {
    endpoint?: string;
    json?: boolean;
    stagingBucket?: string;
  },
): Promise<number> {
  const { endpoint, json, stagingBucket, ...given } = flags;
  const input = readValidInput(given, {
    largeTemplates: stagingBucket !== undefined,
  });
  const access = createCliAccess({
    regions: [input.region],
    endpoint,
    stagingBucket,
  });
  return untilInterrupted(terminal, 'Taking the plan back.', async signal => {
    const made = await planEnvironment(access, {
      input,
      token: randomUUID(),
      signal,
      // To show a loss is what a plan is for; it is taken back all the same.
      onDataLoss: 'show',
      onProgress: line => terminal.note(line),
    });
    await discardPlan(access, made);
    await noteLocalAws(terminal, access);
    terminal.result(json ? JSON.stringify(made, null, 2) : describePlan(made));
    return 0;
  });
}
