import { tmpdir } from 'node:os';
import { runMeasured } from './runMeasured';

const options = { cwd: tmpdir(), env: { PATH: process.env.PATH } };
const held = 'const held = Buffer.alloc(150 * 2 ** 20, 1);';

describe('a measured command', () => {
  it('is reported with the memory of all it starts', async () => {
    const child = `${held} setTimeout(() => held, 1000);`;
    // Holds its memory until the child has exited, however long that takes to start.
    const parent = `
      ${held}
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(
        child,
      )}]).on('exit', () => held);`;
    const { seconds, endedAt, peakMemory } = await runMeasured(
      ['-e', parent],
      options,
    );
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(endedAt).toBeLessThanOrEqual(Date.now());
    // Without a source of the memory the value is undefined.
    const isReported = process.platform === 'linux';
    expect(peakMemory !== undefined).toBe(isReported);
    expect(peakMemory ?? Infinity).toBeGreaterThan(300 * 2 ** 20);
  });

  it('that fails is reported with what it wrote', async () => {
    await expect(
      runMeasured(
        ['-e', 'console.error("no bucket"); process.exit(3)'],
        options,
      ),
    ).rejects.toThrow(/ended with 3:\nno bucket/);
  });
});
