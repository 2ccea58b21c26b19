import { mockServices } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import { FaultTolerantCache, type SimpleCache } from './FaultTolerantCache';

/** A cache that can lose its connection: calls then wait for a new one, as those of a Valkey client do. */
class LosableCache implements SimpleCache {
  readonly values = new Map<string, JsonValue>();
  isLost = false;
  calls = 0;

  async get<T extends JsonValue>(key: string): Promise<T | undefined> {
    await this.call();
    return this.values.get(key) as T | undefined;
  }

  async set(key: string, value: JsonValue): Promise<void> {
    await this.call();
    this.values.set(key, value);
  }

  private async call() {
    this.calls++;
    if (this.isLost) await new Promise(() => {});
  }
}

describe('the fault-tolerant cache', () => {
  const ttl = 60_000;
  const setup = () => {
    const shared = new LosableCache();
    const logger = mockServices.logger.mock();
    return { shared, logger, cache: new FaultTolerantCache(shared, logger) };
  };

  afterEach(() => jest.restoreAllMocks());

  it('returns a value that another replica has written', async () => {
    const { shared, cache } = setup();
    await cache.set('list', 'mine', { ttl });
    shared.values.set('list', 'theirs');
    expect(await cache.get('list')).toBe('theirs');
  });

  it('returns the values of this replica while the connection is lost, and logs the loss once', async () => {
    const { shared, logger, cache } = setup();
    await cache.set('list', 'old', { ttl });
    shared.isLost = true;
    await cache.set('list', 'new', { ttl });
    expect(await cache.get('list')).toBe('new');
    expect(await cache.get('status')).toBeUndefined();
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('The cache does not respond')],
    ]);
  });

  it('returns a value that was written while the connection was lost, once it is back', async () => {
    const { shared, cache } = setup();
    shared.isLost = true;
    await cache.set('list', 'mine', { ttl });
    shared.isLost = false;
    const later = Date.now() + 11_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect(await cache.get('list')).toBe('mine');
  });

  it('writes what it could not write, once the connection is back, but not over the values of another replica', async () => {
    const { shared, cache } = setup();
    shared.isLost = true;
    await cache.set('list', 'mine', { ttl });
    await cache.set('template', 'mine', { ttl });
    shared.isLost = false;
    shared.values.set('list', 'theirs');
    const later = Date.now() + 11_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await cache.get('status');
    await new Promise(setImmediate);
    expect(Object.fromEntries(shared.values)).toEqual({
      list: 'theirs',
      template: 'mine',
    });
  });

  it('waits for the lost connection once, not at every call', async () => {
    const { shared, cache } = setup();
    shared.isLost = true;
    const started = performance.now();
    for (let i = 0; i < 20; i++) await cache.get('list');
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(shared.calls).toBe(1);
  });

  it('uses the shared cache again when it responds', async () => {
    const { shared, cache } = setup();
    shared.isLost = true;
    await cache.set('list', 'mine', { ttl });
    shared.isLost = false;
    shared.values.set('list', 'theirs');
    const later = Date.now() + 11_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect(await cache.get('list')).toBe('theirs');
  });
});
