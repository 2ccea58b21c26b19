import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Samples as often as the measured process. */
const program = `
  const loop = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  process.once('message', () => {
    process.send(loop.percentile(99) / 1e6 - 10, () => process.disconnect());
  });`;

/** An idle process. Its delays are those of the machine. */
export interface IdleProcess {
  /** Stops it and returns the 99th percentile of its event-loop delay, in milliseconds. */
  end(): Promise<number>;
  /** Kills it, if it still runs, without a result. */
  kill(): void;
}

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
