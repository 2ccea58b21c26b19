import type { EnvironmentRef } from './status/StackSnapshot';

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
