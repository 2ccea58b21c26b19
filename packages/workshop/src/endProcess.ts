/** Seconds in which a process that has closed everything ends by itself. */
const grace = 5;

/**
 * Lets the process end by itself, with the exit code it has. When something still keeps it alive after some seconds, prints what that
 * is, and ends the process: a forgotten connection must not block a CI job.
 */
export function endProcess(): void {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`Ended although still open: ${open}.\n`, () =>
      process.stdout.write('', () => process.exit()),
    );
  }, grace * 1000).unref();
}
