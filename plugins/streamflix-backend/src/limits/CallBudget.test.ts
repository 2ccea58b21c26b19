import { burst, CallBudget } from './CallBudget';
import { RecentReadings } from './RecentReadings';
import { TooManyRequestsError } from './TooManyRequestsError';

describe('CallBudget', () => {
  let now = Date.now();
  beforeEach(() => jest.spyOn(Date, 'now').mockImplementation(() => now));
  afterEach(() => jest.restoreAllMocks());
  const nothing = async () => undefined;

  it('refuses at once, before anything is run, and reports when to try again', async () => {
    const spend = new CallBudget().of('user:default/a');
    const run = jest.fn(nothing);
    // Concurrent: no call has been counted yet.
    const paid = Promise.all(
      Array.from({ length: burst / 10 }, () =>
        spend(
          10,
          () =>
            new Promise(resolve => {
              setTimeout(resolve, 20);
            }),
        ),
      ),
    );
    expect(() => spend(10, run)).toThrow(TooManyRequestsError);
    expect(() => spend(10, run)).toThrow('Try again in 10 s.');
    expect(run).not.toHaveBeenCalled();
    await paid;
  });

  it('returns calls that were charged in advance and not made, also after a failure', async () => {
    const spend = new CallBudget().of('user:default/a');
    for (let n = 0; n < 5; n += 1) {
      await spend(burst, nothing);
      await expect(
        spend(burst, () => Promise.reject(new Error('for the test'))),
      ).rejects.toThrow('for the test');
    }
  });

  it('refills by one call a second, and never above the burst', () => {
    const budget = new CallBudget();
    const spend = budget.of('user:default/a');
    const pending = () => spend(burst, () => new Promise(() => {}));
    void pending();
    now += 29_000;
    expect(pending).toThrow('Try again in 1 s.');
    now += 3600_000;
    void pending();
    expect(pending).toThrow(`Try again in ${burst} s.`);
  });

  it('has a budget for each user', () => {
    const budget = new CallBudget();
    const spendAll = (user: string) =>
      budget.of(user)(burst, () => new Promise(() => {}));
    void spendAll('user:default/a');
    expect(() => spendAll('user:default/a')).toThrow(TooManyRequestsError);
    expect(() => spendAll('user:default/b')).not.toThrow();
  });
});

describe('RecentReadings', () => {
  const options = { milliseconds: 1_000, max: 2, calls: 1 };
  const free = <T>(_: number, run: () => Promise<T>) => run();

  it('share one reading among concurrent requests, charged to the first', async () => {
    const readings = new RecentReadings<number>(options);
    const pays = jest.fn(free);
    const read = jest.fn(async () => 1);
    await Promise.all([
      readings.get('a', pays as typeof free, read),
      readings.get('a', pays as typeof free, read),
    ]);
    await readings.get('a', pays as typeof free, read);
    expect(read).toHaveBeenCalledTimes(1);
    expect(pays).toHaveBeenCalledTimes(1);
  });

  it('does not share a refusal to pay', async () => {
    const readings = new RecentReadings<number>(options);
    const refuses = () => {
      throw new TooManyRequestsError(1);
    };
    const [refused, served] = await Promise.allSettled([
      readings.get('a', refuses, async () => 1),
      readings.get('a', free, async () => 1),
    ]);
    expect(refused.status).toBe('rejected');
    expect(served).toEqual({ status: 'fulfilled', value: 1 });
  });

  it('cache that something does not exist, but no error, and at most as many readings as configured', async () => {
    const readings = new RecentReadings<number | undefined>(options);
    const read = jest.fn(async () => undefined);
    await readings.get('nothing', free, read);
    await readings.get('nothing', free, read);
    expect(read).toHaveBeenCalledTimes(1);
    const fails = jest.fn(() => Promise.reject(new Error('for the test')));
    await expect(readings.get('error', free, fails)).rejects.toThrow();
    await expect(readings.get('error', free, fails)).rejects.toThrow();
    expect(fails).toHaveBeenCalledTimes(2);
    await readings.get('b', free, read);
    await readings.get('c', free, read);
    await readings.get('nothing', free, read);
    expect(read).toHaveBeenCalledTimes(4);
  });

  it('expire after their lifetime, and on request', async () => {
    const readings = new RecentReadings<number>(options);
    const read = jest.fn(async () => 1);
    await readings.get('a', free, read);
    readings.forget('a');
    await readings.get('a', free, read);
    expect(read).toHaveBeenCalledTimes(2);
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 1_001);
    await readings.get('a', free, read);
    expect(read).toHaveBeenCalledTimes(3);
    jest.restoreAllMocks();
  });
});
