/**
 * What writes logs in an environment: the API service, the worker, and the API, whose log is of requests.
 *
 * @public
 */
export const logSources = ['service', 'worker', 'api'] as const;

/** @public */
export type LogSource = (typeof logSources)[number];

/**
 * One line of a log. Values that look like secrets are hidden.
 *
 * @public
 */
export interface LogLine {
  /** ISO 8601. */
  at: string;
  /** The stream in the log group, which is one per task. */
  stream: string;
  text: string;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/logs/:source`: the last lines of a log.
 *
 * @public
 */
export interface EnvironmentLogs {
  source: LogSource;
  /** Oldest first, at most 200. */
  lines: LogLine[];
  /** Since when was looked for lines, ISO 8601. */
  since: string;
  /** Whether there was too much to read, so that the last lines may be missing. */
  isPartial: boolean;
  readAt: string;
}
