import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** Local AWS in its own process, so that it does not delay the measured process. */
export class LocalAwsProcess {
  private constructor(
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  /**
   * @param speed - simulated seconds in one real second
   * @throws Error with its output, when it does not start
   */
  static async start(speed: number): Promise<LocalAwsProcess> {
    const directory = dirname(
      require.resolve('@streamflix/local-aws/package.json'),
    );
    const child = spawn(
      process.execPath,
      [
        '--import',
        require.resolve('tsx'),
        join(directory, 'src/main.ts'),
        ...['--port', '0', '--speed', String(speed)],
        // A hundred environments exceed the quotas of a new account. The rates are AWS's.
        ...['--limits', require.resolve('./limits.json')],
        ...['--parent', String(process.pid)],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const ended = once(child, 'exit');
    let written = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
    child.stdout.setEncoding('utf8');
    let address: string | undefined;
    for await (const text of child.stdout.iterator({
      destroyOnReturn: false,
    })) {
      written += text;
      [, address] = /answers at (http:\S+?),/.exec(written) ?? [];
      if (address) break;
    }
    child.stdout.resume();
    if (!address) throw new Error(`Local AWS did not start: ${written}`);
    return new LocalAwsProcess(address, async () => {
      child.kill();
      await ended;
    });
  }
}
