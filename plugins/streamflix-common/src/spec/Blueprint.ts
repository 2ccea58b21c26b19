import type { BlueprintId } from './blueprintIds';
import type { EnvironmentSpec } from './EnvironmentSpec';

/** Every value of an environment that is not particular to it. */
export type BlueprintDefaults = Omit<
  EnvironmentSpec,
  'suffix' | 'region' | 'account' | 'blueprint' | 'owner'
>;

/** A named set of defaults over the same constructs. */
export interface Blueprint {
  id: BlueprintId;
  title: string;
  /** What the system is for, in one sentence. */
  purpose: string;
  /** Regions the form proposes first. */
  homeRegions: readonly [string, ...string[]];
  /** Set when the environment may live nowhere else; `reason` is told to those who try. */
  onlyRegions?: { regions: readonly string[]; reason: string };
  /** Set when the environment must be given existing secrets by name; `reason` is told to those who do not. */
  requiredSecrets?: {
    fields: readonly ('database' | 'apiKeys')[];
    reason: string;
  };
  defaults: BlueprintDefaults;
}
