import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { memoryOfTree } from './memoryOfTree';

/** Milliseconds between samples of the memory: a synthesis takes half a second. */
const sampleInterval = 50;

/** The measured run of a command. */
export interface Run {
  /** From before the start until the exit. */
  seconds: number;
  /** Time of its exit. */
  endedAt: number;
  /** Peak memory of the process and its descendants, in bytes; undefined if it cannot be measured. */
  peakMemory?: number;
}

/**
 * Runs a Node.js program until it exits.
 *
 * @throws Error with the end of its output, when it fails
 */
export async function runMeasured(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Run> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const keep = (text: string) => {
    written = (written + text).slice(-4_000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  let peakMemory: number | undefined;
  const timer = setInterval(() => {
    const now = child.pid && memoryOfTree(child.pid);
    if (now) peakMemory = Math.max(now, peakMemory ?? 0);
  }, sampleInterval);
  const closed = once(child, 'close');
  try {
    const [code] = await once(child, 'exit');
    const endedAt = Date.now();
    clearInterval(timer);
    await closed;
    if (code !== 0) {
      throw new Error(`${args.join(' ')} ended with ${code}:\n${written}`);
    }
    return { seconds: (endedAt - startedAt) / 1000, endedAt, peakMemory };
  } finally {
    clearInterval(timer);
  }
}
