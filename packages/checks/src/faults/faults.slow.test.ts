import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// This starts the example backend.
jest.setTimeout(300_000);

describe('yarn faults', () => {
  it('expects by itself after scenarios have failed', async () => {
    const child = spawn(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        join(__dirname, '__testUtils__/failingFaults.ts'),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const written = { stdout: '', stderr: '' };
    const printed = new Promise<void>(resolve => {
      child.stdout.setEncoding('utf8').on('data', text => {
        written.stdout += text;
        if (/ passed, \d+ failed$/m.test(written.stdout)) resolve();
      });
    });
    child.stderr
      .setEncoding('utf8')
      .on('data', text => (written.stderr += text));
    const closed = once(child, 'close');
    await Promise.race([printed, closed]);
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const [code, signal] = await closed;
    clearTimeout(timer);

    expect(written.stdout).toMatch(/^0 passed, 4 failed$/m);
    expect(written.stderr).not.toContain('Ended although still open');
    expect({ code, signal }).toEqual({ code: 1, signal: null });
  });
});
