import type { Target } from './Target';

/** Condition block of a policy: operator, key, values. */
export type Conditions = Record<string, Record<string, string | string[]>>;

/** The resources an action is allowed on, and why exactly these. */
export interface Grant {
  /** The start of the Sid; statements with the same label, resources and conditions are merged. */
  label: string;
  resources: string[];
  conditions?: Conditions;
  /** Why these resources. */
  scope: string;
}

/** Condition that limits a call on `*` to the region of the policy, if it has one. */
export const inRegion = ({ region }: Target): Conditions | undefined =>
  region === '*'
    ? undefined
    : { StringEquals: { 'aws:RequestedRegion': region } };
