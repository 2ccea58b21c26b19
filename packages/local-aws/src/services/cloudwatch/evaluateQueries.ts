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

/** Evaluates each query once, on first use: an expression may precede the queries it refers to. */
class Evaluation implements MathScope {
  private readonly known = new Map<string, QueryResult[]>();
  private readonly underWay = new Set<string>();

  constructor(
    private readonly queries: readonly Fields[],
    private readonly context: QueryContext,
  ) {}

  get grid(): QueryContext {
    return this.context;
  }

  series(id: string): Series | undefined {
    return this.results(id)[0]?.series;
  }

  metrics(text = ''): Series[] {
    return this.queries
      .filter(({ Expression }) => Expression === undefined)
      .map(({ Id }) => String(Id))
      .filter(id => id.includes(text))
      .flatMap(id => this.results(id))
      .map(({ series }) => series);
  }

  results(id: string): QueryResult[] {
    const known = this.known.get(id);
    if (known) return known;
    const query = this.queries.find(({ Id }) => Id === id);
    if (!query) return [];
    if (this.underWay.has(id)) {
      throw validationError(
        `Error in expression '${id}': it refers to itself.`,
      );
    }
    this.underWay.add(id);
    const results = this.evaluate(id, query);
    this.known.set(id, results);
    return results;
  }

  private evaluate(id: string, query: Fields): QueryResult[] {
    const expression = stringOf(query.Expression);
    if (expression === undefined) return [ofMetric(query, this.context)];
    const label = stringOf(query.Label) ?? id;
    return evaluateExpression(id, expression, this).map(series => ({
      id,
      label,
      series,
    }));
  }
}

/**
 * Evaluates queries in the form of `MetricDataQuery`, which an alarm's `Metrics` use too.
 *
 * @returns the queries that return data, in their order; an expression with several series returns several
 * @throws AwsError that names the query which cannot be evaluated
 */
export function evaluateQueries(
  queries: readonly Fields[],
  context: QueryContext,
): QueryResult[] {
  const evaluation = new Evaluation(queries, context);
  return queries
    .map(query => ({ query, results: evaluation.results(String(query.Id)) }))
    .filter(({ query }) => booleanOf(query.ReturnData) ?? true)
    .flatMap(({ results }) => results);
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
