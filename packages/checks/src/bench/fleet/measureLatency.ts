import type { RealBackend } from '../../realBackend/RealBackend';

/** Concurrent callers, and requests of each. */
const callers = 10;
const requests = 20;

/**
 * The latency of requests of ten concurrent callers, until the whole response has been received.
 *
 * @param pathOf - the path of a caller's request
 * @returns milliseconds, in ascending order
 */
export async function measureLatency(
  backend: RealBackend,
  pathOf: (nth: number) => string,
): Promise<number[]> {
  const users = ['ada', 'grace', 'alan', 'guest'];
  const latencies: number[] = [];
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const token = await backend.as(users[caller % users.length]).token();
      const headers = { authorization: `Bearer ${token}` };
      for (let nth = 0; nth < requests; nth++) {
        const startedAt = performance.now();
        const path = pathOf(caller * requests + nth);
        const response = await fetch(backend.url + path, { headers });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        latencies.push(performance.now() - startedAt);
      }
    }),
  );
  return latencies.sort((a, b) => a - b);
}
