import { randomUUID } from 'node:crypto';
import {
  destroyEnvironment,
  RefusedError,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { describeOutcome } from '../terminal/describeOutcome';
import { exitCodeOf } from '../terminal/exitCodes';
import {
  resolveEnvironment,
  type TargetFlags,
} from '../aws/resolveEnvironment';
import { followLive } from '../terminal/followLive';
import { noteLocalAws } from '../terminal/noteLocalAws';
import type { Terminal } from '../terminal/Terminal';
import { untilInterrupted } from '../terminal/untilInterrupted';

/** Destroys an environment and waits until the deletion has finished. */
export async function destroy(
  terminal: Terminal,
  flags: TargetFlags & {
    json?: boolean;
    yes?: boolean;
    token?: string;
    retain?: string[];
  },
): Promise<number> {
  const { json, yes, token = randomUUID(), retain } = flags;
  const { access, ref } = await resolveEnvironment(flags);
  await noteLocalAws(terminal, access);
  const name = `${ref.suffix} in ${ref.region} of account ${ref.account}`;
  if (!yes) {
    const answer = await terminal.ask(
      `Environment ${name} and all its data will be deleted. Type the suffix to confirm: `,
    );
    if (answer?.trim() !== ref.suffix) {
      throw new RefusedError([
        {
          path: 'suffix',
          message: `The destruction of environment ${name} was not confirmed. Type its suffix when asked, or use --yes.`,
        },
      ]);
    }
  }
  return untilInterrupted(
    terminal,
    'A deletion cannot be cancelled.',
    async signal => {
      let endLive = () => {};
      const outcome = await destroyEnvironment(access, {
        ref,
        token,
        authorizer: new TerminalAuthorizer(access, ref),
        isResumed: flags.token !== undefined,
        retain,
        signal,
        onStarted(stackArn, id) {
          if (id) endLive = followLive(terminal, access, { ref, stackArn, id });
        },
        onProgress: ({ line }) => terminal.note(line),
        onNotice: message => terminal.note(message),
      }).finally(() => endLive());
      terminal.result(
        json ? JSON.stringify(outcome, null, 2) : describeOutcome(outcome),
      );
      return exitCodeOf(outcome.outcome);
    },
  );
}
