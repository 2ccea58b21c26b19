/** Names and tags that tie an environment together across AWS and Backstage. They never change: stacks carry them. */

/** Version of the platform an environment is made with; written into its tags. */
export const platformVersion = '0.1.0';

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

/** Key in the template's `Metadata` under which the `EnvironmentSpec` lies, as text: read it with `specFromMetadata`. */
export const specMetadataKey = 'StreamFlix::EnvironmentSpec';

/** Tag and parameter values AWS accepts hold no `:` problem, but catalog names do: lower case, digits and dashes only. */
export const entityName = (suffix: string, region: string) =>
  `streamflix-${suffix}-${region}`;
