const tiny = 'micro small medium large xlarge 2xlarge';
const g = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge';
const fifth = `${g} 24xlarge`;
const sixth = `${fifth} 32xlarge`;
const seventh = `${fifth} 48xlarge`;

/**
 * Sizes by family. Marked assumed: prices list them (cfn-lint 1.58.0); only the account knows what can be ordered in a region.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const current: Readonly<Record<string, string>> = {
  t3: tiny,
  t4g: tiny,
  m5: fifth,
  m5d: fifth,
  m6g: g,
  m6gd: g,
  m6i: sixth,
  m6id: sixth,
  m6idn: sixth,
  m6in: sixth,
  m7g: g,
  m7i: seventh,
  m8a: seventh,
  m8g: seventh,
  m8gd: seventh,
  m9g: seventh,
  r5: fifth,
  r5b: fifth,
  r5d: fifth,
  r6g: g,
  r6gd: g,
  r6i: sixth,
  r6id: sixth,
  r6idn: sixth,
  r6in: sixth,
  r7g: g,
  r7i: seventh,
  r8a: seventh,
  r8g: seventh,
  r8gd: seventh,
  x2g: g,
  x2idn: '16xlarge 24xlarge 32xlarge',
  x2iedn: 'xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge',
};

/** No new instances; documented. */
const withdrawn = /^(m[1-4]|r[34]|t[12])$/;

const aurora = /^(r5|r6g|r6gd|r6i|r6id|r7g|r7i|r8a|r8g|r8gd|t3|t4g|x2g)$/;

/** Why an instance of this class cannot be ordered; undefined when it can, or for engines other than MySQL and PostgreSQL. */
export function databaseClassProblem(
  engine: string,
  version: string | undefined,
  name: string | undefined,
): string | undefined {
  if (name === undefined || !/(mysql|postgres)/.test(engine)) return undefined;
  const isAurora = engine.startsWith('aurora');
  if (name === 'db.serverless' && isAurora) return undefined;
  const [prefix, family = '', size = ''] = name.split('.');
  const isKnown =
    prefix === 'db' && current[family]?.split(' ').includes(size) === true;
  if (!isKnown && !withdrawn.test(family)) {
    return `Invalid DB Instance class: ${name}`;
  }
  const isOfAurora =
    aurora.test(family) &&
    (!family.startsWith('t') || /^(medium|large)$/.test(size));
  return withdrawn.test(family) || (isAurora && !isOfAurora)
    ? `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${name}, Engine=${engine}, EngineVersion=${
        version ?? ''
      }, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`
    : undefined;
}

/**
 * Sizes of cache nodes by family; documented.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
const nodes: Readonly<Record<string, string>> = {
  c7gn: g,
  c8gn: g,
  m4: 'large xlarge 2xlarge 4xlarge 10xlarge',
  m5: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge',
  m6g: g,
  m7g: g,
  m8g: g,
  r4: 'large xlarge 2xlarge 4xlarge 8xlarge 16xlarge',
  r5: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge',
  r6g: g,
  r6gd: 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
  r7g: g,
  r8g: g,
  t2: 'micro small medium',
  t3: 'micro small medium',
  t4g: 'micro small medium',
};

export function isCacheNodeType(name: string): boolean {
  const [prefix, family = '', size = ''] = name.split('.');
  return (
    prefix === 'cache' && nodes[family]?.split(' ').includes(size) === true
  );
}
