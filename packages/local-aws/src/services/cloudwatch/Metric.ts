/** What one minute's samples of a metric add up to. */
export interface Minute {
  readonly sum: number;
  readonly sampleCount: number;
  readonly minimum: number;
  readonly maximum: number;
}

export type Dimensions = Readonly<Record<string, string>>;

/** One metric of one thing. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  /** In CloudWatch's words, for example `Percent`. */
  readonly unit: string;
  /** Before this there is no data. */
  readonly since: Date;
  /** @param minute minutes since 1970 */
  at(minute: number): Minute;
}

/** How a metric behaves, whatever it is a metric of. */
export interface Behaviour {
  readonly unit: string;
  at(seed: number, minute: number): Minute;
}

/** Metrics of one thing by name. */
export type Behaviours = Readonly<Record<string, Behaviour>>;
