import type { JsonValue } from '@backstage/types';
import { DiagnosticsCache } from './DiagnosticsCache';
import type { SimpleCache } from './FaultTolerantCache';

describe('why tasks stopped', () => {
  it('is known to every replica once one of them has heard it, for longer than an environment is looked at', async () => {
    const values = new Map<string, JsonValue>();
    const ttls: number[] = [];
    const cache: SimpleCache = {
      get: async <T extends JsonValue>(key: string) =>
        values.get(key) as T | undefined,
      async set(key, value, { ttl }) {
        values.set(key, value);
        ttls.push(ttl);
      },
    };
    const reasons = ['CannotPullContainerError: not found'];
    await new DiagnosticsCache(cache).set('event', reasons);
    expect(await new DiagnosticsCache(cache).get('event')).toEqual(reasons);
    expect(await new DiagnosticsCache(cache).get('another')).toBeUndefined();
    // Memcached interprets more than thirty days as a date, long past.
    expect(ttls).toEqual([14 * 24 * 3_600_000]);
  });
});
