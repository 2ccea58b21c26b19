import { ratesOf } from '@streamflix/local-aws';

/** A call that local AWS received. */
export interface RecordedCall {
  /** Milliseconds. */
  at: number;
  service: string;
  operation: string;
  region: string;
  accountId: string;
  /** Name of the stack it refers to, if any. */
  stack?: string;
}

/**
 * The peak use of each rate: the share of the bucket, both of its size and of what is refilled, that would have sufficed for the
 * calls, by the rate's id, and by operation where each has its own. Above 1, AWS would have throttled.
 */
export function peakUse(calls: readonly RecordedCall[]): Map<string, number> {
  const buckets = new Map<
    string,
    { name: string; burst: number; perSecond: number; times: number[] }
  >();
  for (const call of calls) {
    for (const { key, burst, perSecond } of ratesOf(call)) {
      // The rest of the key is account and region.
      const [name] = key.split(' ');
      const bucket = buckets.get(key) ?? { name, burst, perSecond, times: [] };
      bucket.times.push(call.at / 1000);
      buckets.set(key, bucket);
    }
  }
  const peaks = new Map<string, number>();
  for (const { name, burst, perSecond, times } of buckets.values()) {
    times.sort((a, b) => a - b);
    let peak = 0;
    for (let first = 0; first < times.length; first++) {
      for (let last = first; last < times.length; last++) {
        const allowed = burst + perSecond * (times[last] - times[first]);
        peak = Math.max(peak, (last - first + 1) / allowed);
      }
    }
    peaks.set(name, Math.max(peak, peaks.get(name) ?? 0));
  }
  return peaks;
}
