import { CommanderError } from 'commander';
import { createProgram } from './createProgram';
import type { Terminal } from './terminal/Terminal';

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
  let endNotes: (() => void) | undefined;
  const program = createProgram(terminal, code => {
    exitCode = code;
  }).hook('preAction', async () => {
    const { noteAwsErrors } = await import('./terminal/noteAwsErrors');
    endNotes = noteAwsErrors(terminal);
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: text => terminal.result(text.trimEnd()),
      writeErr: text => terminal.note(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version are no errors; commander has already printed usage errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const { reportError } = await import('./terminal/reportError');
    return reportError(terminal, error, args.includes('--json'));
  } finally {
    endNotes?.();
  }
}
