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

/** The peak use of one rate in one account and region. */
interface PeakUse {
  /** The rate's id, with the operation where each has its own. */
  name: string;
  /** Account and region, or the account alone where all its regions share the rate. */
  where: string;
  share: number;
}

/**
 * The peak use of each rate, the highest first: the share of the bucket, both of its size and of what is refilled, that would have
 * sufficed for the calls. Above 1, AWS would have throttled.
 */
export function peakUses(calls: readonly RecordedCall[]): PeakUse[] {
  const buckets = new Map<
    string,
    {
      name: string;
      where: string;
      burst: number;
      perSecond: number;
      times: number[];
    }
  >();
  for (const call of calls) {
    for (const { key, burst, perSecond } of ratesOf(call)) {
      const [name, ...where] = key.trim().split(' ');
      const bucket = buckets.get(key) ?? {
        name,
        where: where.join(' '),
        burst,
        perSecond,
        times: [],
      };
      bucket.times.push(call.at / 1000);
      buckets.set(key, bucket);
    }
  }
  return [...buckets.values()]
    .map(({ name, where, burst, perSecond, times }) => {
      times.sort((a, b) => a - b);
      let share = 0;
      for (let first = 0; first < times.length; first++) {
        for (let last = first; last < times.length; last++) {
          const allowed = burst + perSecond * (times[last] - times[first]);
          share = Math.max(share, (last - first + 1) / allowed);
        }
      }
      return { name, where, share };
    })
    .sort((a, b) => b.share - a.share);
}

/** The peak use of each rate by its name, in the account and region where it is highest. */
export const peakUse = (calls: readonly RecordedCall[]): Map<string, number> =>
  // The last one of a name is kept.
  new Map(
    peakUses(calls)
      .reverse()
      .map(({ name, share }) => [name, share]),
  );
