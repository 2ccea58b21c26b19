/** One measurement, with its unit. */
export interface Measurement {
  name: string;
  value: string;
  /** A target was missed; the value names which. */
  missed?: boolean;
}
