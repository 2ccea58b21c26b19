import { matchesGlob } from '../faults/glob';
import { buckets as published } from './apiRates.json';

/**
 * A token bucket of AWS's APIs.
 *
 * @public
 */
export interface ApiRate {
  /** Calls at once. */
  readonly burst: number;
  /** Calls per second after that. */
  readonly perSecond: number;
}

/** A call that counts. */
interface RatedCall {
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
}

interface Bucket extends ApiRate {
  readonly id: string;
  readonly service: string;
  readonly operations: readonly string[];
  readonly eachOperation?: boolean;
  readonly scope?: string;
  /** Another bucket that counts the same calls. */
  readonly also?: string;
  /** Rates that differ by region. */
  readonly regions?: Readonly<Record<string, number | undefined>>;
}

const buckets: readonly Bucket[] = published;

/** Ids of the buckets, such as `ecs.serviceRead`. */
export const rateIds: readonly string[] = buckets.map(({ id }) => id);

/**
 * The buckets that count a call, with a key for each: calls with the same key share it.
 *
 * @public
 */
export function ratesOf({
  service,
  operation,
  accountId,
  region,
}: RatedCall): (ApiRate & { id: string; key: string })[] {
  const first = buckets.find(
    each =>
      each.service === service &&
      each.operations.some(pattern => matchesGlob(pattern, operation)),
  );
  const also = buckets.find(({ id }) => id === first?.also);
  return [first, also].flatMap(bucket => {
    if (!bucket) return [];
    const { id, burst, perSecond, eachOperation, scope, regions } = bucket;
    const regional = regions?.[region];
    const name = eachOperation ? `${id}/${operation}` : id;
    return {
      id,
      key: [name, accountId, scope === 'account' ? '' : region].join(' '),
      burst: regional ?? burst,
      perSecond: regional ?? perSecond,
    };
  });
}

/** Counts calls in real seconds, whatever the speed: clients and their retries use real time. */
export class RateLimits {
  private readonly levels = new Map<string, { tokens: number; at: number }>();

  /**
   * @param rates - other rates than AWS's, by id
   * @param now - milliseconds
   */
  constructor(
    private readonly rates: Readonly<Partial<Record<string, ApiRate>>> = {},
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts a call. @returns whether AWS would answer it; a throttled call takes nothing from the buckets */
  accepts(call: RatedCall): boolean {
    const at = this.now();
    const levels = ratesOf(call).map(({ id, key, ...awsRate }) => {
      const { burst, perSecond } = this.rates[id] ?? awsRate;
      const last = this.levels.get(key) ?? { tokens: burst, at };
      const refilled = last.tokens + ((at - last.at) / 1000) * perSecond;
      return { key, tokens: Math.min(burst, refilled) };
    });
    const isAccepted = levels.every(({ tokens }) => tokens >= 1);
    for (const { key, tokens } of levels) {
      this.levels.set(key, { tokens: isAccepted ? tokens - 1 : tokens, at });
    }
    return isAccepted;
  }
}
