/**
 * What the account of local AWS is like at the start.
 *
 * - `ready`: everything that environments need is there.
 * - `fresh`: as AWS opens an account: no service-linked role, no role for the logs of API Gateway, no secret.
 * - `broken`: set up once, then damaged: the secrets are scheduled for deletion, the roles that others need trust no principal, and
 *   the regions that must be enabled are not.
 */
export const accountStates = ['ready', 'fresh', 'broken'] as const;

/** @public */
export type AccountState = (typeof accountStates)[number];
