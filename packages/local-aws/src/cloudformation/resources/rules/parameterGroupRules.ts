import { fieldsOf } from '../../../world/values';
import postgresParameters from './postgresParameters.json';
import { rule, type ServiceRules, textOf } from './Rule';

/** Values a parameter may have: names, a range, or a kind. */
type Allowed = string | readonly (string | number)[];

/**
 * The parameters of PostgreSQL 15, as its `pg_settings` lists them, and the names of those that other versions have.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config.html
 */
const postgres: ReadonlyMap<string, Allowed> = new Map<string, Allowed>(
  Object.entries(postgresParameters).map(([name, allowed]) => [
    name.toLowerCase(),
    allowed,
  ]),
);

/** RDS determines these itself. */
const fixed = new Set([
  'archive_command',
  'config_file',
  'data_directory',
  'external_pid_file',
  'hba_file',
  'ident_file',
  'listen_addresses',
  'port',
  'ssl_ca_file',
  'ssl_cert_file',
  'ssl_key_file',
  'unix_socket_directories',
]);

/** RDS allows more than PostgreSQL where a range has no practical end. */
const noEnd = 262_143;

const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

/** A formula such as `{DBInstanceClassMemory/32768}` is evaluated for each instance. */
const isFormula = (text: string) => /[{(]/.test(text);

function isAllowedValue(allowed: Allowed, value: string): boolean {
  if (allowed === 'bool') return /^([01]|on|off|true|false)$/i.test(value);
  if (typeof allowed === 'string' || isFormula(value)) return true;
  const [first, last] = allowed;
  if (typeof first === 'number') {
    const end = Number(last) >= noEnd ? Infinity : Number(last);
    return isNumber(value) && Number(value) >= first && Number(value) <= end;
  }
  const names = value.toLowerCase().split(/\s*,\s*/);
  const hasSwitch = allowed.includes('on');
  return names.every(
    name => allowed.includes(name) || (hasSwitch && /^[01]$/.test(name)),
  );
}

/** As RDS writes them. */
function described(allowed: Allowed): string {
  if (typeof allowed === 'string') return '0,1';
  return allowed.join(typeof allowed[0] === 'number' ? '-' : ',');
}

/** Extensions have parameters with a period, Aurora and RDS some of their own. */
const isOfPostgres = (name: string) =>
  /\.|^(apg|ansi|aurora|babelfish\w*|pg|rds|wal)_/.test(name) ||
  postgres.has(name);

const database = rule(
  'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBParameterGroup.html',
  candidate => {
    const family = textOf(candidate, 'Family') ?? '';
    if (!/^(aurora-)?postgres/.test(family)) return undefined;
    for (const [name, value] of Object.entries(
      fieldsOf(candidate.properties.Parameters),
    )) {
      const key = name.toLowerCase();
      const text = String(value);
      if (!isOfPostgres(key))
        return `Could not find parameter with name: ${name}`;
      if (fixed.has(key)) return `The parameter ${name} cannot be modified.`;
      const allowed: Allowed =
        key === 'rds.force_ssl' ? ['0', '1'] : postgres.get(key) ?? 'any';
      if (!text.includes('{{resolve:') && !isAllowedValue(allowed, text)) {
        return `Invalid parameter value: ${text} for: ${name} allowed values are: ${described(
          allowed,
        )}`;
      }
    }
    return undefined;
  },
);

/**
 * How parameters of Redis and Valkey begin. A list of their whole names would refuse those of newer versions.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const cacheParameters =
  /^(acl|acllog|active|activedefrag|activerehashing|appendfsync|appendonly|busy|client|close|cluster|commandlog|databases|events|extended|hash|hll|import|io|key|latency|lazyfree|lfu|list|lua|maxclients|maxmemory|min|notify|proto|prefetch|rdb|rename|repl|replica|reserved|search|set|slave|slot|slowlog|stream|tcp|timeout|tls|tracking|zset)(-|$)/;

/** Values of some parameters of Redis and Valkey, from the same page. */
const cacheValues: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^maxmemory-policy$/,
    /^(volatile-(lru|lfu|random|ttl)|allkeys-(lru|lfu|random)|noeviction)$/,
    'volatile-lru,allkeys-lru,volatile-lfu,allkeys-lfu,volatile-random,allkeys-random,volatile-ttl,noeviction',
  ],
  [
    /^(activedefrag|activerehashing|appendonly|cluster-enabled|cluster-allow-.+|cluster-require-.+|close-on-(replica|slave)-write|latency-tracking|lazyfree-lazy-.+|replica-lazy-flush)$/,
    /^(yes|no)$/,
    'yes,no',
  ],
  [
    /^notify-keyspace-events$/,
    /^[KEg$lshzxeAdmtn]*$/,
    'A combination of KEg$lshzxeAdmtn',
  ],
  [/^reserved-memory-percent$/, /^(\d{1,2}|100)$/, '0-100'],
  [/^timeout$/, /^(0|[2-9]\d|[1-9]\d{2,})$/, '0,20-'],
  [
    /^(databases|maxmemory-samples|(hash|set|zset)-max-.+|slowlog-max-len|tcp-keepalive|lfu-.+|reserved-memory|acllog-max-len)$/,
    /^\d+$/,
    '0-',
  ],
  [/^slowlog-log-slower-than$/, /^(-1|\d+)$/, '-1-'],
];

const cache = rule(
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyCacheParameterGroup.html',
  candidate => {
    const family = textOf(candidate, 'CacheParameterGroupFamily') ?? '';
    if (!/^(redis|valkey)/.test(family)) return undefined;
    for (const [name, value] of Object.entries(
      fieldsOf(candidate.properties.Properties),
    )) {
      if (!cacheParameters.test(name)) {
        return `Parameter ${name} does not exist in the parameter group family ${family}.`;
      }
      if (name === 'maxmemory') {
        return 'The parameter maxmemory cannot be modified.';
      }
      const [, pattern, values] =
        cacheValues.find(([names]) => names.test(name)) ?? [];
      const text = String(value);
      if (pattern && !pattern.test(text) && !text.includes('{{resolve:')) {
        return `Parameter value ${text} is invalid for ${name}. Allowed values are: ${values}`;
      }
    }
    return undefined;
  },
);

/** What groups of parameters may contain. */
export const parameterGroupRules: readonly ServiceRules[] = [
  {
    service: 'Rds',
    rules: {
      'AWS::RDS::DBParameterGroup': [database],
      'AWS::RDS::DBClusterParameterGroup': [database],
    },
  },
  {
    service: 'ElastiCache',
    rules: { 'AWS::ElastiCache::ParameterGroup': [cache] },
  },
];
