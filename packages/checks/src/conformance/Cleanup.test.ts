import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('what a run has made', () => {
  const parent = mkdtempSync(join(tmpdir(), 'cleanup-test-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('goes with it on %s', async (signal, code) => {
    const script = `
      const { spawn } = require('node:child_process');
      const { Cleanup } = require(${JSON.stringify(
        join(__dirname, 'Cleanup.ts'),
      )});
      const cleanup = new Cleanup();
      const directory = cleanup.directory(${JSON.stringify(parent)});
      const child = cleanup.process(
        spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']),
      );
      child.once('exit', () => {});
      console.log(JSON.stringify({ directory, pid: child.pid }));
      setInterval(() => {}, 1000);
    `;
    const run = spawn(
      process.execPath,
      ['--import', require.resolve('tsx'), '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(run.stdout, 'data');
    const { directory, pid } = JSON.parse(String(line));
    expect(existsSync(directory)).toBe(true);
    expect(isAlive(pid)).toBe(true);
    run.kill(signal);
    await expect(once(run, 'exit')).resolves.toEqual([code, null]);
    expect(existsSync(directory)).toBe(false);
    // The parent process is gone, so another process reaps it a moment later.
    for (let tries = 0; isAlive(pid) && tries < 100; tries++) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(isAlive(pid)).toBe(false);
  });
});
