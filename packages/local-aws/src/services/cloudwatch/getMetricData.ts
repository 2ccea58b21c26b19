import {
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../../world/values';
import { evaluateQueries, type QueryResult } from './evaluateQueries';
import type { MetricCatalog } from './MetricCatalog';
import { invalid, timeRange, validationError } from './requests';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

/**
 * `GetMetricData`. A page has at most `MaxDatapoints` values over all queries; a query that continues on the next page has the
 * status `PartialData`.
 */
export function getMetricData(
  input: Fields,
  catalog: MetricCatalog,
  now: Date,
): Fields {
  const queries = listOf(input.MetricDataQueries).map(fieldsOf);
  checkQueries(queries);
  const { start, end } = timeRange(input);
  const results = evaluateQueries(queries, {
    // Periods start at the start time, which CloudWatch rounds down to the minute.
    start: new Date(Math.floor(start.getTime() / 60_000) * 60_000),
    end,
    catalog,
    now,
  });
  return page(results, input);
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
}

/** The token is the number of values on the previous pages. */
function page(all: readonly QueryResult[], input: Fields): Fields {
  const limit = Math.min(
    numberOf(input.MaxDatapoints) ?? MOST_DATAPOINTS,
    MOST_DATAPOINTS,
  );
  const start = Number(stringOf(input.NextToken) ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw invalid(
      'The value for parameter NextToken is invalid.',
      'InvalidNextToken',
    );
  }
  const end = start + limit;
  let position = 0;
  const results: Fields[] = [];
  for (const { id, label, points: byTime } of all) {
    const points = [...byTime];
    if (input.ScanBy !== 'TimestampAscending') points.reverse();
    const from = Math.max(0, start - position);
    const to = Math.max(0, Math.min(points.length, end - position));
    const wasGiven = points.length > 0 && from >= points.length;
    if (!wasGiven) {
      const given = points.slice(from, to);
      results.push({
        Id: id,
        Label: label,
        Timestamps: given.map(([time]) => new Date(time)),
        Values: given.map(([, value]) => value),
        StatusCode: to < points.length ? 'PartialData' : 'Complete',
      });
    }
    position += points.length;
  }
  return {
    MetricDataResults: results,
    NextToken: end < position ? String(end) : undefined,
    Messages: [],
  };
}
