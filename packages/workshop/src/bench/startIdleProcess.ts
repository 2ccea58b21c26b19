import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Looks as often as the measured process does. */
const program = `
  const loop = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  process.once('message', () => {
    process.send(loop.percentile(99) / 1e6 - 10, () => process.disconnect());
  });`;

/** A process that does nothing, and so is late only when the machine has other things to do. */
export interface IdleProcess {
  /** Ends it; tells the event-loop delay of 99 of 100 looks, in milliseconds. */
  end(): Promise<number>;
  /** Ends it, if it has not ended, and asks nothing. */
  kill(): void;
}

/** Starts one. */
export function startIdleProcess(): IdleProcess {
  const child = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    async end() {
      const answer = once(child, 'message');
      child.send('how late?');
      const [delay] = await answer;
      return Math.max(0, Number(delay));
    },
    kill: () => void child.kill(),
  };
}
