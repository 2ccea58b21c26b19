import type { JsonValue } from '@backstage/types';
import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import { DiagnosticsCache } from './DiagnosticsCache';
import type { SimpleCache } from './FaultTolerantCache';

describe('why tasks stopped', () => {
  it('is known to every replica once one has read it, for longer than a status is cached', async () => {
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
    const replica = () => {
      const memory = new Map<string, readonly string[]>();
      const store: DiagnosticsStore = {
        get: async event => memory.get(event),
        set: async (event, found) => void memory.set(event, found),
      };
      return { memory, diagnostics: new DiagnosticsCache(cache, store) };
    };
    const reasons = ['CannotPullContainerError: not found'];
    await replica().diagnostics.set('event', reasons);
    expect(await replica().diagnostics.get('event')).toEqual(reasons);
    expect(await replica().diagnostics.get('another')).toBeUndefined();
    // Found by another plugin of a process: the first reading there shares it.
    const { memory, diagnostics } = replica();
    memory.set('later', reasons);
    expect(await replica().diagnostics.get('later')).toBeUndefined();
    expect(await diagnostics.get('later')).toEqual(reasons);
    expect(await replica().diagnostics.get('later')).toEqual(reasons);
    // Memcached interprets more than thirty days as a date, long past.
    expect(new Set(ttls)).toEqual(new Set([14 * 24 * 3_600_000]));
  });
});
