import { decodeBase64Url, encodeBase64Url } from './spec/base64url';
import { isValues } from './spec/values';
import type { EnvironmentRef } from './status/StackSnapshot';

/** What permission rules can know of an environment: one that exists, or one that is only requested. */
export interface EnvironmentFacts extends EnvironmentRef {
  blueprint?: string;
  /** Entity reference, such as group:default/video. */
  owner?: string;
}

/** The permission system's name for an environment: `account/region/suffix`. */
export const toResourceRef = (ref: EnvironmentRef) =>
  `${ref.account}/${ref.region}/${ref.suffix}`;

/** The reverse; undefined when it is no such name. */
export function fromResourceRef(
  resourceRef: string,
): EnvironmentRef | undefined {
  const [account, region, suffix, ...rest] = resourceRef.split('/');
  return account && region && suffix && rest.length === 0
    ? { account, region, suffix }
    : undefined;
}

const prefixes = { requested: 'requested:', observed: 'observed:' } as const;

const encode = (
  prefix: string,
  { account, region, suffix, blueprint, owner }: EnvironmentFacts,
) =>
  `${prefix}${encodeBase64Url(
    JSON.stringify({ account, region, suffix, blueprint, owner }),
  )}`;

/**
 * Name of an environment as it is requested, for decisions about what does not exist yet. Whoever makes one up learns a
 * decision about it, and nothing else: an effect never depends on a reference that came from outside.
 */
export const requestedResourceRef = (facts: EnvironmentFacts) =>
  encode(prefixes.requested, facts);

/** Name of an environment as AWS has just described it, so that a decision is made on that and not on an older reading. */
export const observedResourceRef = (facts: EnvironmentFacts) =>
  encode(prefixes.observed, facts);

/** The facts in a requested or observed reference; undefined when it is neither, or damaged. */
export function factsOfResourceRef(
  resourceRef: string,
): EnvironmentFacts | undefined {
  const prefix = Object.values(prefixes).find(each =>
    resourceRef.startsWith(each),
  );
  if (!prefix) return undefined;
  try {
    const facts: unknown = JSON.parse(
      decodeBase64Url(resourceRef.slice(prefix.length)),
    );
    if (!isValues(facts)) return undefined;
    const { account, region, suffix, blueprint, owner } = facts;
    const isText = (value: unknown): value is string =>
      typeof value === 'string' && value !== '';
    if (![account, region, suffix].every(isText)) return undefined;
    if (![blueprint, owner].every(one => one === undefined || isText(one))) {
      return undefined;
    }
    return { account, region, suffix, blueprint, owner } as EnvironmentFacts;
  } catch {
    return undefined;
  }
}
