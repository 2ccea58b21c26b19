import {
  booleanOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../../values';
import type { MetricCatalog } from './MetricCatalog';
import {
  dimensionsOf,
  invalid,
  periodOf,
  timeRange,
  validationError,
} from './requests';
import { datapoints, statisticOf } from './statistics';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

/** One query's values, in the order asked for. */
interface Series {
  readonly id: string;
  readonly label: string;
  readonly timestamps: Date[];
  readonly values: number[];
}

/**
 * `GetMetricData`, for queries of a metric; metric math and Metrics Insights are refused.
 *
 * A page holds at most `MaxDatapoints` values over all queries. A query whose values go on in the next page says `PartialData`.
 */
export function getMetricData(
  input: Fields,
  catalog: MetricCatalog,
  now: Date,
): Fields {
  const queries = listOf(input.MetricDataQueries).map(fieldsOf);
  checkQueries(queries);
  const range = timeRange(input);
  const isAscending = input.ScanBy === 'TimestampAscending';
  const series = queries
    .map(query => ({ query, series: seriesOf(query, range, catalog, now) }))
    .filter(({ query }) => booleanOf(query.ReturnData) ?? true)
    .map(each => (isAscending ? each.series : newestFirst(each.series)));
  return page(series, input);
}

function checkQueries(queries: readonly Fields[]): void {
  if (!queries.length) {
    throw invalid(
      'The parameter MetricDataQueries is required.',
      'MissingParameter',
    );
  }
  if (queries.length > MOST_QUERIES) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}, but has ${queries.length}.`,
    );
  }
  const ids = queries.map(({ Id }) => stringOf(Id) ?? '');
  const wrong = ids.find(id => !/^[a-z][a-zA-Z0-9_]*$/.test(id));
  if (wrong !== undefined) {
    throw validationError(
      `The value ${wrong} for parameter MetricDataQueries.Id does not match the required pattern: it must begin with a lower-case letter.`,
    );
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw validationError(
      `The values for parameter id in MetricDataQueries are not unique: ${twice}.`,
    );
  }
  const expression = queries.find(query => query.Expression !== undefined);
  if (expression) {
    throw validationError(
      `Error in expression '${expression.Id}': local AWS evaluates neither metric math nor Metrics Insights.`,
    );
  }
}

function seriesOf(
  query: Fields,
  { start, end }: { start: Date; end: Date },
  catalog: MetricCatalog,
  now: Date,
): Series {
  const stat = fieldsOf(query.MetricStat);
  const named = fieldsOf(stat.Metric);
  const name = stringOf(named.MetricName);
  if (!name) {
    throw invalid(
      `The parameter MetricStat.Metric.MetricName is required in query ${query.Id}.`,
      'MissingParameter',
    );
  }
  const metric = catalog.find(
    stringOf(named.Namespace) ?? '',
    name,
    dimensionsOf(named),
  );
  const period = periodOf(stat);
  const statistic = stringOf(stat.Stat) ?? '';
  const points =
    metric && (stringOf(stat.Unit) ?? metric.unit) === metric.unit
      ? datapoints(metric, start, end, period, now)
      : [];
  return {
    id: String(query.Id),
    label: stringOf(query.Label) ?? name,
    timestamps: points.map(({ timestamp }) => timestamp),
    values: points.map(({ total }) => statisticOf(total, statistic)),
  };
}

function newestFirst(series: Series): Series {
  return {
    ...series,
    timestamps: [...series.timestamps].reverse(),
    values: [...series.values].reverse(),
  };
}

/** The token is how many values the pages before have given. */
function page(all: readonly Series[], input: Fields): Fields {
  const limit = Math.min(
    numberOf(input.MaxDatapoints) ?? MOST_DATAPOINTS,
    MOST_DATAPOINTS,
  );
  const token = stringOf(input.NextToken);
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) {
    throw invalid(
      'The value for parameter NextToken is invalid.',
      'InvalidNextToken',
    );
  }
  const end = start + limit;
  let position = 0;
  const results: Fields[] = [];
  for (const { id, label, timestamps, values } of all) {
    const from = Math.max(0, start - position);
    const to = Math.max(0, Math.min(values.length, end - position));
    const isOver = values.length > 0 && from >= values.length;
    if (!isOver) {
      results.push({
        Id: id,
        Label: label,
        Timestamps: timestamps.slice(from, to),
        Values: values.slice(from, to),
        StatusCode: to < values.length ? 'PartialData' : 'Complete',
      });
    }
    position += values.length;
  }
  return {
    MetricDataResults: results,
    NextToken: end < position ? String(end) : undefined,
    Messages: [],
  };
}
