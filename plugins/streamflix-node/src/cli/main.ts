import { createTerminal } from './createTerminal';
import { runCli } from './runCli';

// Whoever reads the result may go away early, as `head` does; that is no error.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

void runCli(process.argv.slice(2), createTerminal(), {
  synth: () => import('./commands/synth'),
  operations: () => import('./commands'),
}).then(exitCode => {
  // Not process.exit: what was written to a pipe must reach its reader.
  process.exitCode = exitCode;
});
