/** The aggregate of a metric's samples in one minute. */
export interface Minute {
  readonly sum: number;
  readonly sampleCount: number;
  readonly minimum: number;
  readonly maximum: number;
}

export type Dimensions = Readonly<Record<string, string>>;

/** One metric of one resource. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  /** A CloudWatch unit, for example `Percent`. */
  readonly unit: string;
  /** There is no data before this time. */
  readonly since: Date;
  /** @param minute minutes since 1970 */
  at(minute: number): Minute;
}

/** How a metric's values develop, independent of its resource. */
export interface Behaviour {
  readonly unit: string;
  at(seed: number, minute: number): Minute;
}

/** Metrics of one resource by name. */
export type Behaviours = Readonly<Record<string, Behaviour>>;
