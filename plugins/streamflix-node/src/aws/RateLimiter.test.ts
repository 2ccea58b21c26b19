import { RateLimiter } from './RateLimiter';

describe('many who follow operations in one account and region', () => {
  const limiter = new RateLimiter();
  const following = (count: number, then: () => void): Promise<void> =>
    count === 0
      ? Promise.resolve(then())
      : limiter.countFollower(() => following(count - 1, then));

  it('read four times a second together, however many they are', async () => {
    const waits: number[] = [];
    for (const count of [1, 4, 100]) {
      await following(count, () => void waits.push(limiter.minPollWait(500)));
    }
    expect(waits).toEqual([250, 1_000, 25_000]);
  });

  it('are counted until they end, well or not', async () => {
    await expect(
      limiter.countFollower(() => Promise.reject(new Error('AWS is away'))),
    ).rejects.toThrow('AWS is away');
    expect(limiter.minPollWait(500)).toBe(0);
  });

  it('read AWS three at a time before they start', async () => {
    let looking = 0;
    let most = 0;
    const looks = Array.from({ length: 10 }, (_, i) =>
      limiter.limited(async () => {
        looking += 1;
        most = Math.max(most, looking);
        await new Promise(setImmediate);
        looking -= 1;
        return i;
      }),
    );
    expect(await Promise.all(looks)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(3);
  });
});
