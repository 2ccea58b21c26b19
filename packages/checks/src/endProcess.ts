/** Seconds in which a process that has closed everything exits by itself. */
const grace = 5;

/**
 * Lets the process exit by itself, with its exit code. If something still keeps it alive after some seconds, prints what, and
 * exits: a connection that was not closed must not block a CI job.
 */
export function endProcess(): void {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`Ended although still open: ${open}.\n`, () =>
      process.stdout.write('', () => process.exit()),
    );
  }, grace * 1000).unref();
}
