import {
  booleanOf,
  type Fields,
  fieldsOf,
  numberOf,
  stringOf,
} from '../../values';
import { evaluateExpression, type MathScope } from './math/evaluateExpression';
import type { MetricCatalog } from './MetricCatalog';
import { dimensionsOf, invalid, periodOf, validationError } from './requests';
import type { Series } from './Series';
import { datapoints, statisticOf } from './statistics';

export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly series: Series;
}

export interface QueryContext {
  readonly start: Date;
  /** Exclusive. */
  readonly end: Date;
  readonly catalog: MetricCatalog;
  readonly now: Date;
}

/**
 * Evaluates queries in the form of `MetricDataQuery`, which is also that of an alarm's `Metrics`.
 *
 * @returns those that are to be returned, in their order; an expression worth several series gives several
 * @throws AwsError that names the query which cannot be evaluated
 */
export function evaluateQueries(
  queries: readonly Fields[],
  context: QueryContext,
): QueryResult[] {
  const byId = new Map(queries.map(query => [String(query.Id), query]));
  const known = new Map<string, QueryResult[]>();
  const underWay = new Set<string>();

  function evaluate(id: string): QueryResult[] | undefined {
    const query = byId.get(id);
    if (!query || known.has(id)) return known.get(id);
    if (underWay.has(id)) {
      throw validationError(
        `Error in expression '${id}': it refers to itself.`,
      );
    }
    underWay.add(id);
    const results = resultsOf(query, scope, context);
    known.set(id, results);
    return results;
  }

  const scope: MathScope = {
    grid: context,
    series: id => evaluate(id)?.[0]?.series,
    metrics: text =>
      queries
        .filter(({ Expression }) => Expression === undefined)
        .map(({ Id }) => String(Id))
        .filter(id => text === undefined || id.includes(text))
        .flatMap(id => evaluate(id) ?? [])
        .map(({ series }) => series),
  };

  return queries
    .map(query => ({ query, results: evaluate(String(query.Id)) ?? [] }))
    .filter(({ query }) => booleanOf(query.ReturnData) ?? true)
    .flatMap(({ results }) => results);
}

function resultsOf(
  query: Fields,
  scope: MathScope,
  context: QueryContext,
): QueryResult[] {
  const id = String(query.Id);
  const expression = stringOf(query.Expression);
  if (expression === undefined) return [ofMetric(query, context)];
  const label = stringOf(query.Label) ?? id;
  return evaluateExpression(id, expression, scope).map(series => ({
    id,
    label,
    series,
  }));
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
    series: {
      period: Math.max(period, 60),
      points: new Map(
        points.map(({ timestamp, total }) => [
          timestamp.getTime(),
          statisticOf(total, statistic),
        ]),
      ),
    },
  };
}

/** Longest period among queries, in seconds; that of an alarm on them. */
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
