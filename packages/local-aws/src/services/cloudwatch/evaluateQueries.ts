import {
  booleanOf,
  type Fields,
  fieldsOf,
  numberOf,
  stringOf,
} from '../../world/values';
import type { MetricCatalog } from './MetricCatalog';
import { dimensionsOf, invalid, periodOf, validationError } from './requests';
import { datapoints, statisticOf } from './statistics';

export interface QueryResult {
  readonly id: string;
  readonly label: string;
  /** By milliseconds since 1970, oldest first. */
  readonly points: ReadonlyMap<number, number>;
}

export interface QueryContext {
  readonly start: Date;
  /** Exclusive. */
  readonly end: Date;
  readonly catalog: MetricCatalog;
  readonly now: Date;
}

/**
 * Evaluates queries in the form of `MetricDataQuery`, which an alarm's `Metrics` use too.
 *
 * @returns the queries that return data, in their order
 * @throws AwsError that names the query which cannot be evaluated
 */
export function evaluateQueries(
  queries: readonly Fields[],
  context: QueryContext,
): QueryResult[] {
  const isMetric = ({ Expression }: Fields) => Expression === undefined;
  const metrics = new Map(
    queries.filter(isMetric).map(query => [query, ofMetric(query, context)]),
  );
  return queries
    .filter(({ ReturnData }) => booleanOf(ReturnData) ?? true)
    .map(
      query => metrics.get(query) ?? ofExpression(query, [...metrics.values()]),
    );
}

/** Of metric math, only the expression that the alarms of StreamFlix use is evaluated. */
function ofExpression(
  { Id, Label, Expression }: Fields,
  metrics: readonly QueryResult[],
): QueryResult {
  if (Expression !== 'MAX(METRICS())') {
    throw validationError(
      `Error in expression '${Id}': local AWS evaluates MAX(METRICS()), but not ${Expression}.`,
    );
  }
  const points = new Map<number, number>();
  for (const [time, value] of metrics.flatMap(metric => [...metric.points])) {
    points.set(time, Math.max(points.get(time) ?? -Infinity, value));
  }
  return {
    id: String(Id),
    label: stringOf(Label) ?? String(Id),
    points: new Map([...points].sort(([a], [b]) => a - b)),
  };
}

function ofMetric(
  query: Fields,
  { start, end, catalog, now }: QueryContext,
): QueryResult {
  const stat = fieldsOf(query.MetricStat);
  const named = fieldsOf(stat.Metric);
  const name = stringOf(named.MetricName);
  if (!name) {
    throw invalid(
      `The parameter MetricStat.Metric.MetricName is required in query ${query.Id}.`,
      'MissingParameter',
    );
  }
  const period = periodOf(stat);
  const statistic = stringOf(stat.Stat) ?? '';
  const metric = catalog.find(
    stringOf(named.Namespace) ?? '',
    name,
    dimensionsOf(named),
  );
  const hasUnit =
    metric && (stringOf(stat.Unit) ?? metric.unit) === metric.unit;
  const points = hasUnit ? datapoints(metric, start, end, period, now) : [];
  return {
    id: String(query.Id),
    label: stringOf(query.Label) ?? name,
    points: new Map(
      points.map(({ timestamp, total }) => [
        timestamp.getTime(),
        statisticOf(total, statistic),
      ]),
    ),
  };
}

/** The longest period of the queries in seconds, which is the period of an alarm on them. */
export function longestPeriod(queries: readonly Fields[]): number {
  return Math.max(
    60,
    ...queries.map(
      query =>
        numberOf(fieldsOf(query.MetricStat).Period) ??
        numberOf(query.Period) ??
        0,
    ),
  );
}
