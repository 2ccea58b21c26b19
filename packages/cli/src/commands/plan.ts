import { randomUUID } from 'node:crypto';
import {
  discardPlan,
  planEnvironment,
  resolveTarget,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { createCliAccess, type AccessFlags } from '../aws/createCliAccess';
import { learnDurations } from '../aws/learnDurations';
import { describePlan } from '../terminal/describePlan';
import { noteLocalAws } from '../terminal/noteLocalAws';
import { readValidInput, type InputFlags } from '../input/readInput';
import type { Terminal } from '../terminal/Terminal';
import { untilInterrupted } from '../terminal/untilInterrupted';

/** Shows what a deployment would do, and leaves nothing behind. */
export async function plan(
  terminal: Terminal,
  flags: InputFlags & AccessFlags & { json?: boolean },
): Promise<number> {
  const input = readValidInput(flags, {
    largeTemplates: flags.stagingBucket !== undefined,
  });
  const access = createCliAccess({ ...flags, regions: [input.region] });
  const ref = await resolveTarget(access, input);
  const token = randomUUID();
  const purpose = 'review';
  return untilInterrupted(terminal, 'Discarding the plan.', async signal => {
    const made = await planEnvironment(access, {
      input,
      token,
      purpose,
      authorizer: new TerminalAuthorizer(access, ref),
      durations: await learnDurations(access, ref),
      signal,
      // A plan should show data losses; it is discarded anyway.
      onDataLoss: 'show',
      onProgress: line => terminal.note(line),
    });
    await discardPlan(access, { ref, token, purpose });
    await noteLocalAws(terminal, access);
    terminal.result(
      flags.json ? JSON.stringify(made, null, 2) : describePlan(made),
    );
    return 0;
  });
}
