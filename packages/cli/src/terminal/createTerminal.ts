import { createInterface } from 'node:readline/promises';
import type { Terminal } from './Terminal';

/** The terminal of this process. */
export function createTerminal(): Terminal {
  return {
    result: text => void process.stdout.write(`${text}\n`),
    note: line => void process.stderr.write(`${line}\n`),
    async ask(question) {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
      const lines = createInterface({
        input: process.stdin,
        output: process.stderr,
      });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
