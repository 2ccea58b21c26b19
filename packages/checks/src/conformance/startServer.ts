import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Cleanup } from './Cleanup';

/**
 * Starts a program that prints its URL when it is ready.
 *
 * @param ready - its first group is the URL
 * @throws Error with the program's output, when it exits before that
 */
async function start(
  cleanup: Cleanup,
  program: string,
  args: readonly string[],
  ready: RegExp,
): Promise<string> {
  const child = cleanup.process(
    spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  let written = '';
  const address = new Promise<string | undefined>(resolve => {
    const read = (text: string) => {
      // The program continues to write; if its output is not read, it blocks.
      written = (written + text).slice(-8_000);
      const found = ready.exec(written)?.[1];
      if (found) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(undefined));
  });
  const url = await address;
  if (!url) {
    throw new Error(
      `${[program, ...args].join(' ')} did not start:\n${written}`,
    );
  }
  return url;
}

/** A new moto on a free port. */
export const startMoto = (cleanup: Cleanup, python: string) =>
  start(
    cleanup,
    python,
    ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'],
    /Running on (http:\/\/\S+)/,
  );

/**
 * Local AWS in its own process, on a free port.
 *
 * @param policies - file with the policies it evaluates
 */
export const startLocalAws = (
  cleanup: Cleanup,
  policies: string,
  speed: number,
  ...more: string[]
) =>
  start(
    cleanup,
    process.execPath,
    [
      ...['--import', require.resolve('tsx')],
      join(
        dirname(require.resolve('@streamflix/local-aws/package.json')),
        'src/main.ts',
      ),
      ...['--port', '0', '--speed', String(speed)],
      ...['--parent', String(process.pid)],
      ...['--policy', policies],
      ...more,
    ],
    /answers at (http:\S+?),/,
  );
