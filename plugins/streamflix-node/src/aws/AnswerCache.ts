import { LRUCache } from 'lru-cache';
import type { AwsTarget } from './AwsTarget';

/** What AWS offers an account changes over weeks; a user who raised a quota or enabled a region should not wait long. */
const ttl = 10 * 60_000;

/**
 * Answers of AWS that are the same for everyone who uses an account and region, such as its zones. Failures are not kept.
 *
 * @public
 */
export class AnswerCache {
  readonly #answers = new LRUCache<string, Promise<unknown>>({
    max: 500,
    ttl: ttl,
  });

  /** @param question - identifies the answer within the account and region */
  read<T>(
    { account, region }: AwsTarget,
    question: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    const key = `${account}/${region}/${question}`;
    const kept = this.#answers.get(key);
    if (kept) return kept as Promise<T>;
    const answer = ask();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }
}
