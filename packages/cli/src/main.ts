import { createTerminal } from './terminal/createTerminal';
import { runCli } from './runCli';

// The reader of the result may close the pipe early, as `head` does; that is no error.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

void runCli(process.argv.slice(2), createTerminal()).then(exitCode => {
  // Not process.exit: everything written to a pipe must reach its reader.
  process.exitCode = exitCode;
});
