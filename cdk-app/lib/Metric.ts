/** Identifies a CloudWatch metric. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly name: string; readonly value: string }[];
}

export const metric = (
  namespace: string,
  metricName: string,
  dimensions: Record<string, string>,
): Metric => ({
  namespace,
  metricName,
  dimensions: Object.entries(dimensions).map(([name, value]) => ({
    name,
    value,
  })),
});
