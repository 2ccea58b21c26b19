import { CommanderError } from 'commander';
import {
  onAwsErrorDetails,
  RefusedError,
} from '@streamflix/backstage-plugin-streamflix-node';
import { createProgram } from './createProgram';
import { exitCodeOfError } from './terminal/exitCodes';
import type { Terminal } from './terminal/Terminal';

/** The error as JSON, for programs that use `--json`. */
function toJson(error: unknown) {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  return {
    error: {
      name,
      message,
      ...(error instanceof RefusedError ? { problems: error.problems } : {}),
    },
  };
}

/**
 * Runs one command of the terminal.
 *
 * @param args - without the program's own name
 * @returns the exit code
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal, code => {
    exitCode = code;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: text => terminal.result(text.trimEnd()),
      writeErr: text => terminal.note(text.trimEnd()),
    });
  }
  // Messages to users omit AWS's own details; in the terminal IAM decides what the caller may know.
  const details = new Set<string>();
  const endNotes = onAwsErrorDetails(message => {
    // While AWS does not respond, every attempt fails for the same reason.
    if (details.has(message)) return;
    details.add(message);
    terminal.note(message);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version are no errors; commander has already printed usage errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const message = error instanceof Error ? error.message : String(error);
    terminal.note(message);
    if (args.includes('--json')) {
      terminal.result(JSON.stringify(toJson(error), null, 2));
    }
    return exitCodeOfError(error);
  } finally {
    endNotes();
  }
}
