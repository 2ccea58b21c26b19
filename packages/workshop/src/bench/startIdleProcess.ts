import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Looks as often as the measured process does. */
const program = `
  const loop = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  process.once('message', () => {
    process.send(loop.percentile(99) / 1e6 - 10, () => process.disconnect());
  });`;

/**
 * Starts a process that does nothing, and so is late only when the machine has other things to do.
 *
 * @returns ends it; tells the event-loop delay of 99 of 100 looks, in milliseconds
 */
export function startIdleProcess(): () => Promise<number> {
  const child = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return async () => {
    const answer = once(child, 'message');
    child.send('how late?');
    const [delay] = await answer;
    return Math.max(0, Number(delay));
  };
}
