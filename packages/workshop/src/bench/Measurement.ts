/** One measurement, in the unit it says. */
export interface Measurement {
  name: string;
  value: string;
  /** A target was missed; the value says which. */
  missed?: boolean;
}
