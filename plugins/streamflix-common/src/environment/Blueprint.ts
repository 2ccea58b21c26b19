import type { BlueprintId } from './blueprintIds';
import type { EnvironmentSpec } from './EnvironmentSpec';

/**
 * Every value of an environment that is not specific to one environment.
 *
 * @public
 */
export type BlueprintDefaults = Omit<
  EnvironmentSpec,
  'suffix' | 'region' | 'account' | 'blueprint' | 'owner' | 'databaseVersion'
>;

/**
 * A named set of defaults for the same constructs.
 *
 * @public
 */
export interface Blueprint {
  id: BlueprintId;
  title: string;
  /** Purpose of the system, in one sentence. */
  purpose: string;
  /** Regions the form suggests first. */
  homeRegions: readonly [string, ...string[]];
  /** Set when only these regions are allowed; `reason` is shown to users who choose another. */
  onlyRegions?: { regions: readonly string[]; reason: string };
  /** Set when the environment needs existing secrets by name; `reason` is shown to users who omit them. */
  requiredSecrets?: {
    fields: readonly ('database' | 'apiKeys')[];
    reason: string;
  };
  defaults: BlueprintDefaults;
}
