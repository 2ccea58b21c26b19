/**
 * How well a fact is known: AWS documents it, users have reported it, or it is concluded from the others.
 *
 * @public
 */
export type FactMark = 'documented' | 'reported' | 'assumed';

/**
 * Words of one origin that RDS and Aurora PostgreSQL refuse as names, in lower case; AWS compares without regard to case.
 *
 * @public
 */
export interface ReservedWords {
  mark: FactMark;
  source: string;
  words: readonly string[];
  /** Names that begin with one of these are refused too. */
  prefixes?: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/*
 * AWS documents that a name "can't be a word reserved by the database engine" (API reference, CreateDBInstance and
 * CreateDBCluster) and publishes no list. Every word reported as refused is in the table of PostgreSQL's Appendix C, several of
 * them only as key words of an SQL standard.
 */

/** Reserved key words of PostgreSQL 16 to 18, also those that may be names of functions and types. */
const reservedByPostgres: ReservedWords = {
  mark: 'documented',
  source:
    'https://www.postgresql.org/docs/current/sql-keywords-appendix.html; src/include/parser/kwlist.h of PostgreSQL 13 to 17',
  words: words(`
  all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning
  right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user
  using variadic verbose when where window with`),
};

/** Refused for databases of RDS for PostgreSQL and Aurora PostgreSQL. */
export const reservedDatabaseNames: readonly ReservedWords[] = [
  reservedByPostgres,
  {
    mark: 'reported',
    source:
      'https://github.com/awslabs/aws-saas-boost/issues/180, https://github.com/aws-cloudformation/cfn-lint/pull/4425, https://github.com/orgs/noop-inc/discussions/99, and public reports of the message "cannot be used. It is a reserved word for this engine"',
    words: words('admin catalog database db dispatch flag grant identity'),
  },
  {
    mark: 'assumed',
    source: 'databases that PostgreSQL and RDS create for themselves',
    words: words('rdsadmin template0 template1'),
  },
];

/**
 * Refused for master users of RDS for PostgreSQL and Aurora PostgreSQL.
 *
 * @public
 */
export const reservedUserNames: readonly ReservedWords[] = [
  reservedByPostgres,
  {
    mark: 'reported',
    source:
      'https://github.com/aws-cloudformation/cfn-lint/pull/4425, https://github.com/DataShades/ckan-aws-templates/issues/6',
    words: words('admin rdsadmin user'),
    prefixes: ['pg_'],
  },
  {
    mark: 'assumed',
    source: 'roles that RDS creates for itself',
    words: words('rdsproxyadmin rdsrepladmin'),
    prefixes: ['rds_'],
  },
];

/**
 * The other key words of PostgreSQL and of the SQL standards. RDS has refused some of their kind; no report names one that it
 * accepts, so they cause a warning.
 */
export const otherKeyWords: ReservedWords = {
  mark: 'assumed',
  source: 'https://www.postgresql.org/docs/current/sql-keywords-appendix.html',
  words: words(`
  a abort abs absent absolute access according acos action ada add after aggregate allocate also alter always are
  array_agg array_max_cardinality asensitive asin assertion assignment at atan atomic attach attribute attributes avg
  backward base64 before begin begin_frame begin_partition bernoulli between bigint bit bit_length blob blocked bom
  boolean breadth by c cache call called cardinality cascade cascaded catalog_name ceil ceiling chain chaining char
  char_length character character_length character_set_catalog character_set_name character_set_schema characteristics
  characters checkpoint class class_origin classifier clob close cluster coalesce cobol collation_catalog collation_name
  collation_schema collect column_name columns command_function command_function_code comment comments commit committed
  compression condition condition_number conditional configuration conflict connect connection connection_name
  constraint_catalog constraint_name constraint_schema constraints constructor contains content continue control
  conversion convert copy corr corresponding cos cosh cost count covar_pop covar_samp csv cube cume_dist current
  current_default_transform_group current_path current_row current_transform_group_for_type cursor cursor_name cycle data
  date datetime_interval_code datetime_interval_precision day deallocate dec decfloat decimal declare defaults deferred
  define defined definer degree delete delimiter delimiters dense_rank depends depth deref derived describe descriptor
  detach deterministic diagnostics dictionary disable discard disconnect document domain double drop dynamic
  dynamic_function dynamic_function_code each element empty enable encoding encrypted end_frame end_partition enforced
  enum equals error escape event every exception exclude excluding exclusive exec execute exists exp explain expression
  extension external extract family file filter final finalize finish first first_value float floor following force format
  fortran forward found frame_row free fs fulfill function functions fusion g general generated get global go goto granted
  greatest grouping groups handler header hex hierarchy hold hour id if ignore immediate immediately immutable
  implementation implicit import include including increment indent index indexes indicator inherit inherits initial
  inline inout input insensitive insert instance instantiable instead int integer integrity intersection interval invoker
  isolation json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
  json_table json_table_primitive json_value k keep key key_member key_type keys label lag language large last last_value
  lead leakproof least length level library like_regex link listagg listen ln load local location locator lock locked log
  log10 logged lower m map mapping match match_number match_recognize matched matches materialized max maxvalue measures
  member merge merge_action message_length message_octet_length message_text method min minute minvalue mod mode modifies
  module month more move multiset mumps name names namespace national nchar nclob nested nesting new next nfc nfd nfkc
  nfkd nil no none normalize normalized nothing notify nowait nth_value ntile null_ordering nullable nullif nulls number
  numeric object occurrence occurrences_regex octet_length octets of off oids old omit one open operator option options
  ordering ordinality others out output over overflow overlay overriding owned owner p pad parallel parameter
  parameter_mode parameter_name parameter_ordinal_position parameter_specific_catalog parameter_specific_name
  parameter_specific_schema parser partial partition pascal pass passing passthrough password past path pattern per
  percent percent_rank percentile_cont percentile_disc period permission permute pipe plan plans pli policy portion
  position position_regex power precedes preceding precision prepare prepared preserve prev prior private privileges
  procedural procedure procedures program prune ptf public publication quote quotes range rank read reads real reassign
  recheck recovery recursive ref referencing refresh regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
  regr_sxx regr_sxy regr_syy reindex relative release rename repeatable replace replica requiring reset respect restart
  restore restrict result return returned_cardinality returned_length returned_octet_length returned_sqlstate returns
  revoke role rollback rollup routine routine_catalog routine_name routine_schema routines row row_count row_number rows
  rule running savepoint scalar scale schema schema_name schemas scope scope_catalog scope_name scope_schema scroll search
  second section security seek selective self semantics sensitive sequence sequences serializable server server_name
  session set setof sets share show simple sin sinh size skip smallint snapshot sort_direction source space specific
  specific_name specifictype sql sqlcode sqlerror sqlexception sqlstate sqlwarning sqrt stable standalone start state
  statement static statistics stddev_pop stddev_samp stdin stdout storage stored strict string strip structure style
  subclass_origin submultiset subscription subset substring substring_regex succeeds sum support sysid system system_time
  t table_name tables tablespace tan tanh target temp template temporary text through ties time timestamp timezone_hour
  timezone_minute token top_level_count transaction transaction_active transactions_committed transactions_rolled_back
  transform transforms translate translate_regex translation treat trigger trigger_catalog trigger_name trigger_schema
  trim trim_array truncate trusted type types uescape unbounded uncommitted unconditional under unencrypted unknown unlink
  unlisten unlogged unmatched unnamed unnest until untyped update upper uri usage user_defined_type_catalog
  user_defined_type_code user_defined_type_name user_defined_type_schema utf16 utf32 utf8 vacuum valid validate validator
  value value_of values var_pop var_samp varbinary varchar varying version versioning view views volatile whenever
  whitespace width_bucket within without work wrapper write xml xmlattributes xmlconcat xmldeclaration xmlelement
  xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlschema xmlserialize xmltable year yes zone`),
};

/**
 * Whether AWS refuses a name because of its words, as far as is known.
 *
 * @public
 */
export const isReserved = (
  name: string,
  lists: readonly ReservedWords[],
): boolean => {
  const word = name.toLowerCase();
  return lists.some(
    ({ words: all, prefixes = [] }) =>
      all.includes(word) || prefixes.some(prefix => word.startsWith(prefix)),
  );
};
