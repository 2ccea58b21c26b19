/** Names and tags that tie an environment together across AWS and Backstage. They never change: stacks carry them. */

/**
 * Version of the layout of an environment's stack; written into its tags. It changes only when the layout does: a changed tag
 * updates every resource.
 */
export const layoutVersion = '1';

export const stackName = (suffix: string) => `streamflix-${suffix}`;

/** Name of a resource: its type, a dash, the suffix. */
export const resourceName = (resourceType: string, suffix: string) =>
  `${resourceType}-${suffix}`;

/** Tags of the stack itself, by which environments are found again. */
export const stackTags = {
  suffix: 'streamflix:suffix',
  blueprint: 'streamflix:blueprint',
  version: 'streamflix:version',
  owner: 'streamflix:owner',
  managedBy: 'streamflix:managed-by',
} as const;

/** Value of the managed-by tag; stacks without it are not ours and are left alone. */
export const managedBy = 'backstage';

/** Path of every role and managed policy of an environment, so that policies can tell them from others. */
export const iamPath = '/streamflix/';

/**
 * Name of the catalog entity of an environment.
 *
 * @param account - given where the environment does not live in the installation's default account
 */
export const entityName = (
  { suffix, region }: { suffix: string; region: string },
  account?: string,
) => ['streamflix', suffix, region, account].filter(Boolean).join('-');
