import { Scheduler } from './Scheduler';

describe('Scheduler', () => {
  it('wakes in the order of time, not of asking', async () => {
    const scheduler = new Scheduler(1000);
    const woken: number[] = [];
    await Promise.all(
      [30, 10, 20, 0].map(seconds =>
        scheduler.sleep(seconds).then(() => woken.push(seconds)),
      ),
    );
    expect(woken).toEqual([0, 10, 20, 30]);
    scheduler.close();
  });

  it('divides time by the speed', async () => {
    const scheduler = new Scheduler(100);
    const start = performance.now();
    await scheduler.sleep(5);
    expect(performance.now() - start).toBeGreaterThanOrEqual(49);
    expect(performance.now() - start).toBeLessThan(500);
    scheduler.close();
  });

  it('ends a wait at once when it is aborted', async () => {
    const scheduler = new Scheduler(1);
    const controller = new AbortController();
    const wait = scheduler.sleep(3600, controller.signal);
    controller.abort(new Error('cancelled'));
    await expect(wait).rejects.toThrow('cancelled');
    await expect(scheduler.sleep(1, controller.signal)).rejects.toThrow(
      'cancelled',
    );
    scheduler.close();
  });

  it('resolves no wait after it is closed', async () => {
    const scheduler = new Scheduler(1000);
    let isWoken = false;
    void scheduler.sleep(5).then(() => {
      isWoken = true;
    });
    scheduler.close();
    await new Promise(resolve => setTimeout(resolve, 40));
    expect(isWoken).toBe(false);
  });
});
