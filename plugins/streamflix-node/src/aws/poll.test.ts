import { poll } from './poll';

const fast = { first: 1, longest: 2, limit: 10_000 };

describe('poll', () => {
  it('reads again until there is a result', async () => {
    let readings = 0;
    const result = await poll(async () => {
      readings += 1;
      return readings === 4 ? 'found' : undefined;
    }, fast);
    expect(result).toBe('found');
    expect(readings).toBe(4);
  });

  it('gives up after the limit', async () => {
    const started = Date.now();
    expect(
      await poll(async () => undefined, { ...fast, limit: 20 }),
    ).toBeUndefined();
    expect(Date.now() - started).toBeGreaterThanOrEqual(20);
  });

  it('lets waits grow by half, up to the longest', async () => {
    const at: number[] = [];
    await poll(
      async () => {
        at.push(Date.now());
        return at.length === 5 || undefined;
      },
      { first: 20, longest: 40, limit: 10_000 },
    );
    const waits = at.slice(1).map((time, index) => time - at[index]);
    [20, 30, 40, 40].forEach((least, index) =>
      expect(waits[index]).toBeGreaterThanOrEqual(least - 1),
    );
  });

  it('ends with the signal and with an error of the reading', async () => {
    const signal = AbortSignal.timeout(5);
    await expect(
      poll(async () => undefined, { ...fast, first: 60_000, signal }),
    ).rejects.toThrow(/aborted/i);
    await expect(
      poll(async () => {
        throw new Error('Denied');
      }, fast),
    ).rejects.toThrow('Denied');
  });
});
