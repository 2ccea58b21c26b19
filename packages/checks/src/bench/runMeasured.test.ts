import { tmpdir } from 'node:os';
import { runMeasured } from './runMeasured';

const options = { cwd: tmpdir(), env: { PATH: process.env.PATH } };
const megabytes = (size: number) =>
  `const held = Buffer.alloc(${size} * 2 ** 20, 1); setTimeout(() => held, 1000);`;

describe('a measured command', () => {
  it('is reported with the memory of all it starts', async () => {
    const child = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(megabytes(150))}]);
      ${megabytes(150)}`;
    const { seconds, endedAt, peakMemory } = await runMeasured(
      ['-e', child],
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
