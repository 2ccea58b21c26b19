import type { Terminal } from './Terminal';

/**
 * A signal that is aborted when the person interrupts, as they are told; interrupting again ends the program at once,
 * and leaves AWS to itself.
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
      `${whatHappens} Interrupt again to end at once and let AWS go on.`,
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
