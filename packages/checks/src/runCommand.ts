import { InputError } from '@backstage/errors';
import type { Command } from 'commander';

const collect = (value: string, before: string[] = []) => [...before, value];

/**
 * Runs a command about a blueprint, with `--set`, and exits with its exit code. Invalid input is reported as a message, exit code
 * 1; anything else is a bug of ours, reported with its stack trace.
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
