/** Names and tags that identify an environment in AWS and Backstage. Never change them: existing stacks carry them. */

/**
 * Layout version of an environment's stack, written into its tags. Change it only with the layout: a changed tag updates every
 * resource.
 *
 * @public
 */
export const layoutVersion = '1';

/** @public */
export const stackName = (suffix: string) => `streamflix-${suffix}`;

/**
 * Name of a resource: type, dash, suffix.
 *
 * @public
 */
export const resourceName = (resourceType: string, suffix: string) =>
  `${resourceType}-${suffix}`;

/**
 * Name of the stack with the events of an account and region. It does not begin as the stacks of environments do.
 *
 * @public
 */
export const eventsStackName = 'StreamflixEvents';

/**
 * Name of the queue in that stack, and of the bus that receives the events of other accounts.
 *
 * @public
 */
export const eventQueueName = 'streamflix-events';

/**
 * Tags of the stack itself, which identify environments.
 *
 * @public
 */
export const stackTags = {
  suffix: 'streamflix:suffix',
  blueprint: 'streamflix:blueprint',
  version: 'streamflix:version',
  owner: 'streamflix:owner',
  managedBy: 'streamflix:managed-by',
} as const;

/**
 * Value of the managed-by tag. StreamFlix ignores stacks without it.
 *
 * @public
 */
export const managedBy = 'backstage';

/**
 * Path of every role and managed policy of an environment, so that policies can distinguish them.
 *
 * @public
 */
export const iamPath = '/streamflix/';

/**
 * Name of an environment's catalog entity.
 *
 * @param account - set when it differs from the installation's default account
 * @public
 */
export const entityName = (
  { suffix, region }: { suffix: string; region: string },
  account?: string,
) => ['streamflix', suffix, region, account].filter(Boolean).join('-');
