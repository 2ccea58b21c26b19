/** One measurement, in the unit it says. */
export interface Measurement {
  name: string;
  value: string;
}
