import { InputError } from '@backstage/errors';
import type { Command } from 'commander';

const collect = (value: string, before: string[] = []) => [...before, value];

/**
 * Runs a command about a blueprint, with `--set`, and ends the process with its exit code. What is wrong with what was typed is
 * told as a sentence, exit code 1; anything else is a fault of ours, with its stack.
 */
export function runCommand<Flags>(
  command: Command,
  run: (blueprint: string, flags: Flags) => Promise<number>,
): void {
  command
    .option(
      '--set <path=value>',
      'a value that differs from the blueprint’s, such as cache.kind=serverless; may be repeated',
      collect,
    )
    .showHelpAfterError('(--help tells more)')
    .action(async (blueprint: string, flags: Flags) => {
      process.exitCode = await run(blueprint, flags);
    })
    .parseAsync()
    .catch(error => {
      console.error(error instanceof InputError ? error.message : error);
      process.exitCode = 1;
    });
}
