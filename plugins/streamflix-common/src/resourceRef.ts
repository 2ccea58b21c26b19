import { decodeBase64Url, encodeBase64Url } from './environment/base64url';
import { isValues } from './environment/values';
import type { EnvironmentRef } from './stack/EnvironmentRef';

/**
 * What permission rules can know about an environment, existing or only requested.
 *
 * @public
 */
export interface EnvironmentFacts extends EnvironmentRef {
  blueprint?: string;
  /** Entity reference, such as group:default/video. */
  owner?: string;
}

/**
 * Resource reference of an environment for the permission framework: `account/region/suffix`.
 *
 * @public
 */
export const toResourceRef = (ref: EnvironmentRef) =>
  `${ref.account}/${ref.region}/${ref.suffix}`;

/**
 * Parses a resource reference; undefined when it is malformed.
 *
 * @public
 */
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
 * Resource reference of a requested environment, for decisions about one that does not exist yet. A caller who makes one up only
 * learns a decision about it: no operation depends on a reference that came from outside.
 *
 * @public
 */
export const requestedResourceRef = (facts: EnvironmentFacts) =>
  encode(prefixes.requested, facts);

/**
 * Resource reference of an environment as AWS has just described it, so that a decision does not use stale data.
 *
 * @public
 */
export const observedResourceRef = (facts: EnvironmentFacts) =>
  encode(prefixes.observed, facts);

/**
 * The facts in a requested or observed reference; undefined for any other or malformed reference.
 *
 * @public
 */
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
