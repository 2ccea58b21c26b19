import { randomUUID } from 'node:crypto';
import { destroyEnvironment } from '../../deployment/destroyEnvironment';
import { RefusedError } from '../../RefusedError';
import { describeOutcome } from '../describeOutcome';
import { exitCodeOf } from '../exitCodes';
import { locate, type PlaceFlags } from '../locate';
import { noteLocalAws } from '../noteLocalAws';
import type { Terminal } from '../Terminal';
import { untilInterrupted } from '../untilInterrupted';

/** Destroys an environment and waits for the real end. */
export async function destroy(
  terminal: Terminal,
  flags: PlaceFlags & {
    json?: boolean;
    yes?: boolean;
    token?: string;
    retain?: string[];
  },
): Promise<number> {
  const { json, yes, token = randomUUID(), retain } = flags;
  const { access, ref } = await locate(flags);
  await noteLocalAws(terminal, access);
  const name = `${ref.suffix} in ${ref.region} of account ${ref.account}`;
  if (!yes) {
    const answer = await terminal.ask(
      `Environment ${name} and all its data will be gone. Type the suffix to go on: `,
    );
    if (answer?.trim() !== ref.suffix) {
      throw new RefusedError([
        {
          path: 'suffix',
          message: `Nobody confirmed that environment ${name} is to be destroyed. Type its suffix when asked, or use --yes.`,
        },
      ]);
    }
  }
  return untilInterrupted(
    terminal,
    'What AWS has begun to delete cannot be taken back.',
    async signal => {
      const outcome = await destroyEnvironment(access, {
        ref,
        token,
        retain,
        signal,
        onProgress: ({ line }) => terminal.note(line),
        onNotice: sentence => terminal.note(sentence),
      });
      terminal.result(
        json ? JSON.stringify(outcome, null, 2) : describeOutcome(outcome),
      );
      return exitCodeOf(outcome.outcome);
    },
  );
}
