/**
 * Words that RDS refuses as names for PostgreSQL: its reserved key words, and words that users have reported ("cannot be used. It is a
 * reserved word for this engine"). AWS publishes no list.
 *
 * @see https://www.postgresql.org/docs/current/sql-keywords-appendix.html
 */
const postgres = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning
  right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user
  using variadic verbose when where window with admin catalog database db dispatch flag identity`.split(
    /\s+/,
  ),
);

const ofEveryEngine = ['rdsadmin', 'rdsrepladmin', 'rdsproxyadmin'];
const databases = ['template0', 'template1'];

/** Compared without regard to case. */
export function isReservedWord(
  engine: string,
  name: string,
  use: 'database' | 'user',
): boolean {
  const word = name.toLowerCase();
  if (ofEveryEngine.includes(word)) return true;
  if (!engine.endsWith('postgres') && !engine.endsWith('postgresql')) {
    return false;
  }
  return (
    postgres.has(word) ||
    (use === 'database' ? databases.includes(word) : /^(pg|rds)_/.test(word))
  );
}
