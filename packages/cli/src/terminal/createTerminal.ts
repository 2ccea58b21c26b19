import { createInterface } from 'node:readline/promises';
import { LiveLine } from './LiveLine';
import type { Terminal } from './Terminal';

/** The terminal of this process. Only on a TTY does it have a line that changes; a pipe gets lines. */
export function createTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const line =
    stderr.isTTY && process.env.TERM !== 'dumb'
      ? new LiveLine(stderr)
      : undefined;
  return {
    result(text) {
      line?.show(undefined);
      stdout.write(`${text}\n`);
    },
    note: text => void (line ? line.write(text) : stderr.write(`${text}\n`)),
    live: line && (text => line.show(text)),
    async ask(question) {
      if (!stdin.isTTY || !stderr.isTTY) return undefined;
      line?.show(undefined);
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
