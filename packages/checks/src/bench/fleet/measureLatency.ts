import { Agent, get } from 'node:http';
import type { MeasuredBackend } from '../MeasuredBackend';

/** Concurrent callers, and requests of each in a round. */
const callers = 10;
const requests = 5;

/** Our route and its peer take turns, so that the machine and what else the backend does are the same for both. */
const rounds = 6;

const users = ['ada', 'grace', 'alan', 'guest'];

/** A request of our route, and one of Backstage's for comparison. */
export interface LatencyPaths {
  own: (nth: number) => string;
  peer: (nth: number) => string;
}

export interface Latency {
  /** Milliseconds until the whole response has been received, in ascending order. */
  times: number[];
  /** Milliseconds of CPU time of the backend per request, whatever else it does meanwhile included. */
  cpu: number;
}

/** The latencies of requests of ten concurrent callers. */
export async function measureLatency(
  measured: MeasuredBackend,
  paths: LatencyPaths,
): Promise<Record<keyof LatencyPaths, Latency>> {
  const { backend } = measured;
  const agent = new Agent({ keepAlive: true });
  const tokens = await Promise.all(users.map(user => backend.as(user).token()));
  const results = { own: [] as number[], peer: [] as number[] };
  const cpu = { own: 0, peer: 0 };
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const name of ['own', 'peer'] as const) {
        const before = await measured.cpuTime();
        const times: number[] = [];
        await Promise.all(
          Array.from({ length: callers }, async (_, caller) => {
            for (let nth = 0; nth < requests; nth++) {
              const path = paths[name](
                (round * callers + caller) * requests + nth,
              );
              const token = tokens[caller % tokens.length];
              times.push(await timeOf(backend.url + path, token, agent));
            }
          }),
        );
        // The first round connects, and fills what is kept for some seconds.
        if (round === 0) continue;
        results[name].push(...times);
        cpu[name] += (await measured.cpuTime()) - before;
      }
    }
  } finally {
    agent.destroy();
  }
  const latencyOf = (name: keyof LatencyPaths): Latency => ({
    times: results[name].sort((a, b) => a - b),
    cpu: (cpu[name] * 1000) / results[name].length,
  });
  return { own: latencyOf('own'), peer: latencyOf('peer') };
}

/** The body is not unpacked: that would take time of the caller, which is one process here. */
function timeOf(url: string, token: string, agent: Agent): Promise<number> {
  const headers = {
    authorization: `Bearer ${token}`,
    'accept-encoding': 'gzip',
  };
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, response => {
      response
        .on('error', reject)
        .on('end', () => {
          if (response.statusCode === 200) {
            resolve(performance.now() - startedAt);
          } else {
            reject(new Error(`${url}: ${response.statusCode}`));
          }
        })
        .resume();
    }).on('error', reject);
  });
}
