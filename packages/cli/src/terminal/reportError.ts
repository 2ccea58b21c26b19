import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import { exitCodeOfError } from './exitCodes';
import type { Terminal } from './Terminal';

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
 * Reports the error with which a command failed.
 *
 * @returns the exit code
 */
export function reportError(
  terminal: Terminal,
  error: unknown,
  json: boolean,
): number {
  terminal.note(error instanceof Error ? error.message : String(error));
  if (json) terminal.result(JSON.stringify(toJson(error), null, 2));
  return exitCodeOfError(error);
}
