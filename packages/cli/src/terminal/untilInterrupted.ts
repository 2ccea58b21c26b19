import type { Terminal } from './Terminal';

/**
 * Runs with a signal that is aborted when the user interrupts, and prints what happens then. A second interrupt ends the program
 * at once; AWS continues.
 */
export async function untilInterrupted<T>(
  terminal: Terminal,
  whatHappens: string,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const interrupt = () => {
    if (abort.signal.aborted) {
      terminal.note('No longer followed. The operation continues in AWS.');
      process.exit(3);
    }
    terminal.note(
      `${whatHappens} Interrupt again to exit now; the operation then continues in AWS.`,
    );
    abort.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await run(abort.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
