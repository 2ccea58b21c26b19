import type { Target } from './Target';

/** Condition block of a policy: operator, key, values. */
export type Conditions = Record<string, Record<string, string | string[]>>;

/** What one action is allowed on, and why no more and no less. */
export interface Grant {
  /** Begins the Sid; statements of the same label, resources and conditions become one. */
  label: string;
  resources: string[];
  conditions?: Conditions;
  /** Why these resources. */
  scope: string;
}

/** Condition that binds a call on `*` to the region of the policy, where it has one. */
export const inRegion = ({ region }: Target): Conditions | undefined =>
  region === '*'
    ? undefined
    : { StringEquals: { 'aws:RequestedRegion': region } };
