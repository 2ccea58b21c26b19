/** The rule of AWS that a field of the request must satisfy, and where AWS states it. */
export interface FieldRule {
  /** One line; where the platform allows less than AWS, it says so. */
  rule: string;
  /** Page or API reference of AWS, or the registry schema; `platform` for a choice that only the platform makes. */
  source: string;
  mark: 'documented' | 'reported' | 'assumed' | 'platform';
  /** Numbers from, to, and in steps of. */
  range?: readonly [from: number, to: number, step?: number];
  /** All values, where there are few. */
  values?: readonly unknown[];
  /** Values at the limits that must be accepted, where there is neither range nor list. */
  accepts?: readonly unknown[];
  /** Values beyond the limits that must be refused. */
  refuses?: readonly unknown[];
  /** Other values that the field needs to have an effect, by path. */
  given?: Readonly<Record<string, unknown>>;
  /** Where the value is in the template: logical id and dotted path of the property. */
  property?: string;
  /** The property's value, when it is not the field's own. */
  inTemplate?(value: never): unknown;
  /** Limits that the registry schema states for the property, which AWS's own validator knows; they may be wider than the rule. */
  inSchema?: {
    from?: number;
    to?: number;
    values?: readonly unknown[];
  };
}
