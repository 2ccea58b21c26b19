import { valueAt, type Values } from './values';

type Condition = (draft: Values) => boolean;

const is =
  (path: string, ...wanted: unknown[]): Condition =>
  draft =>
    wanted.includes(valueAt(draft, path));
const isNot =
  (path: string, unwanted: unknown): Condition =>
  draft =>
    valueAt(draft, path) !== unwanted;

/** Condition under which a setting has an effect, by path, or by section for all its settings. */
const conditions: Record<string, Condition> = {
  service: is('service.enabled', true),
  worker: is('worker.enabled', true),
  api: isNot('api.kind', 'none'),
  'api.tracing': is('api.kind', 'rest'),
  database: isNot('database.kind', 'none'),
  'database.minCapacity': is('database.kind', 'aurora'),
  'database.maxCapacity': is('database.kind', 'aurora'),
  'database.instances': is('database.kind', 'aurora'),
  'database.instanceClass': is('database.kind', 'rds'),
  'database.storageGiB': is('database.kind', 'rds'),
  'database.multiAz': is('database.kind', 'rds'),
  cache: isNot('cache.kind', 'none'),
  'cache.nodeType': is('cache.kind', 'replication-group'),
  'cache.nodes': is('cache.kind', 'replication-group'),
  'cache.maxStorageGiB': is('cache.kind', 'serverless'),
  'cache.maxEcpu': is('cache.kind', 'serverless'),
  storage: is('storage.enabled', true),
  stream: isNot('stream.mode', 'none'),
  'stream.shards': is('stream.mode', 'provisioned'),
  deadLetters: is('deadLetters.enabled', true),
  'observability.alarmEmail': is('observability.alarms', true),
  'secrets.database': isNot('database.kind', 'none'),
};

/** Settings that enable, disable or select their section, and so have an effect in either state. */
const switches = /\.(enabled|kind|mode)$/;

/**
 * Whether a setting has an effect in an environment.
 *
 * @param path - in `EnvironmentSpec`, such as `cache.nodes`
 * @param draft - shaped like `EnvironmentSpec`, possibly incomplete
 * @public
 */
export const applies = (path: string, draft: Values): boolean =>
  switches.test(path) ||
  [path, path.split('.')[0]].every(
    key => !Object.hasOwn(conditions, key) || conditions[key](draft),
  );
