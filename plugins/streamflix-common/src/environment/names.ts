/** Names and tags that identify an environment in AWS and Backstage. Never change them: existing stacks carry them. */

/**
 * Layout version of an environment's stack, written into its tags. Change it only with the layout: a changed tag updates every
 * resource.
 */
export const layoutVersion = '1';

export const stackName = (suffix: string) => `streamflix-${suffix}`;

/** Name of a resource: type, dash, suffix. */
export const resourceName = (resourceType: string, suffix: string) =>
  `${resourceType}-${suffix}`;

/** Tags of the stack itself, which identify environments. */
export const stackTags = {
  suffix: 'streamflix:suffix',
  blueprint: 'streamflix:blueprint',
  version: 'streamflix:version',
  owner: 'streamflix:owner',
  managedBy: 'streamflix:managed-by',
} as const;

/** Value of the managed-by tag. StreamFlix ignores stacks without it. */
export const managedBy = 'backstage';

/** Path of every role and managed policy of an environment, so that policies can distinguish them. */
export const iamPath = '/streamflix/';

/**
 * Name of an environment's catalog entity.
 *
 * @param account - set when it differs from the installation's default account
 */
export const entityName = (
  { suffix, region }: { suffix: string; region: string },
  account?: string,
) => ['streamflix', suffix, region, account].filter(Boolean).join('-');
