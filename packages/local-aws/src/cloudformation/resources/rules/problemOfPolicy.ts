import { fieldsOf, isFields, listOf } from '../../../world/values';

/** What a policy is attached to decides which elements it has. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

const versions = ['2012-10-17', '2008-10-17'];

const many = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [value];

const isText = (value: unknown): value is string => typeof value === 'string';

const accountPrincipal =
  /^(\*|\d{12}|arn:[\w-]+:(iam|sts)::.+|A[A-Z0-9]{15,})$/;

const servicePrincipal =
  /^[\w.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/;

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** AWS's partitions, and the six parts of an ARN unless a wildcard stands for the last ones. */
function problemOfResource(arn: string): string | undefined {
  if (arn === '*' || !arn.startsWith('arn:')) return undefined;
  const [, partition, service = '', region] = arn.split(':');
  if (!/^(aws(-[a-z]+)*|\*)$/.test(partition)) {
    return `Partition "${partition}" is not valid for resource "${arn}".`;
  }
  if (service === '' && !arn.includes('*')) {
    return `Vendor is not valid for resource "${arn}".`;
  }
  if (arn.split(':').length < 6 && !/[*?$]/.test(arn)) {
    return `Resource ${arn} must be in ARN format or "*".`;
  }
  return /^(iam|s3)$/.test(service) && /^[a-z]{2}-/.test(region ?? '')
    ? `${
        service === 'iam' ? 'IAM' : 'S3'
      } resource ${arn} cannot contain region information.`
    : undefined;
}

const operators =
  /^(ForAllValues:|ForAnyValue:)?(Null|Bool|BinaryEquals|(String|Arn)(Not)?(Equals|Like)|String(Not)?EqualsIgnoreCase|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|(Not)?IpAddress)(IfExists)?$/;

function problemOfCondition(Condition: unknown = {}): string | undefined {
  const operator = Object.keys(fieldsOf(Condition)).find(
    each => !operators.test(each),
  );
  if (operator !== undefined) {
    return `Invalid Condition type : ${operator}.`;
  }
  const comparisons = Object.values(fieldsOf(Condition));
  if (
    !isFields(Condition) ||
    !comparisons.every(
      each =>
        isFields(each) &&
        Object.keys(each).length > 0 &&
        Object.values(each)
          .flatMap(many)
          .every(value => typeof value !== 'object'),
    )
  ) {
    return 'Syntax errors in policy.';
  }
  return undefined;
}

function problemOfPrincipal(Principal: unknown): string | undefined {
  const principalTypes = ['AWS', 'CanonicalUser', 'Federated', 'Service'];
  const unknown = Object.keys(fieldsOf(Principal)).find(
    each => !principalTypes.includes(each),
  );
  if (unknown !== undefined || (isText(Principal) && Principal !== '*')) {
    return `Invalid principal in policy: "${unknown ?? String(Principal)}"`;
  }
  const account = many(fieldsOf(Principal).AWS ?? [])
    .filter(isText)
    .find(each => !accountPrincipal.test(each));
  if (account !== undefined) {
    return `Invalid principal in policy: "AWS":"${account}"`;
  }
  const services = many(fieldsOf(Principal).Service ?? []).map(String);
  const stranger = services.find(each => !servicePrincipal.test(each));
  return stranger === undefined
    ? undefined
    : `Invalid principal in policy: "SERVICE":"${stranger}"`;
}

function problemOfStatement(
  statement: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
): string | undefined {
  const { Effect, Principal } = statement;
  if (Object.keys(statement).some(key => !elements.includes(key))) {
    return 'Syntax errors in policy.';
  }
  if (
    kind !== 'resource' &&
    statement.Sid !== undefined &&
    !/^[A-Za-z0-9]*$/.test(String(statement.Sid))
  ) {
    return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
  }
  const ofCondition = problemOfCondition(statement.Condition);
  if (ofCondition !== undefined) return ofCondition;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    return 'Syntax errors in policy.';
  }
  const has = (name: string) => statement[name] !== undefined;
  if (has('Action') === has('NotAction')) {
    return has('Action')
      ? 'Syntax errors in policy.'
      : 'Policy statement must contain actions.';
  }
  const actions = many(statement.Action ?? statement.NotAction).map(String);
  if (actions.length === 0) return 'Policy statement must contain actions.';
  if (actions.some(each => each !== '*' && !/^[\w-]+:[\w*?-]+$/.test(each))) {
    return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  }
  const hasPrincipal = has('Principal') || has('NotPrincipal');
  if (kind === 'identity' && hasPrincipal) {
    return 'Policy document should not specify a principal.';
  }
  if (kind !== 'identity' && !hasPrincipal) {
    return kind === 'trust'
      ? 'AssumeRole policy must contain principals.'
      : 'Missing required field Principal';
  }
  if (kind === 'trust' && (has('Resource') || has('NotResource'))) {
    return 'Has prohibited field Resource';
  }
  if (kind === 'trust' && actions.some(each => !/^(\*|sts:)/i.test(each))) {
    return 'AssumeRole policy may only specify STS AssumeRole actions.';
  }
  if (kind === 'identity' && has('Resource') === has('NotResource')) {
    return has('Resource')
      ? 'Syntax errors in policy.'
      : 'Policy statement must contain resources.';
  }
  const listed = many(statement.Resource ?? statement.NotResource ?? '*');
  if (listed.length === 0) return 'Policy statement must contain resources.';
  if (has('Principal') && has('NotPrincipal')) {
    return 'Syntax errors in policy.';
  }
  const resources = listed.filter(isText);
  const wrong = resources.find(
    each => each !== '*' && !/^(arn:|\*)/.test(each),
  );
  if (kind === 'identity' && wrong !== undefined) {
    return `Resource ${wrong} must be in ARN format or "*".`;
  }
  const malformed = resources
    .map(problemOfResource)
    .find(problem => problem !== undefined);
  if (kind === 'identity' && malformed !== undefined) return malformed;
  return problemOfPrincipal(Principal);
}

/**
 * Why a policy document is malformed, as IAM says it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function problemOfPolicy(
  document: unknown,
  kind: PolicyKind,
): string | undefined {
  if (!isFields(document)) return undefined;
  const { Version, Statement } = document;
  if (
    Object.keys(document).some(
      key => !['Version', 'Id', 'Statement'].includes(key),
    )
  ) {
    return 'Syntax errors in policy.';
  }
  if (Version !== undefined && !versions.includes(String(Version))) {
    return kind === 'resource'
      ? 'Syntax errors in policy.'
      : 'The policy must contain a valid version string';
  }
  const statements = many(Statement ?? []);
  if (statements.length === 0) return 'Syntax errors in policy.';
  const ids = statements.flatMap(each => fieldsOf(each).Sid ?? []);
  if (new Set(ids).size < ids.length) {
    return 'Statement IDs (SID) in a single policy must be unique.';
  }
  return statements
    .map(each =>
      isFields(each)
        ? problemOfStatement(each, kind)
        : 'Syntax errors in policy.',
    )
    .find(problem => problem !== undefined);
}

/** Whether the statements of a resource's policy are about its own service only. */
export const isInScope = (document: unknown, service: string): boolean =>
  many(fieldsOf(document).Statement ?? [])
    .map(fieldsOf)
    .flatMap(({ Action, NotAction }) => many(Action ?? NotAction ?? []))
    .every(action =>
      new RegExp(`^(\\*$|${service}:)`, 'i').test(String(action)),
    );

/** IAM does not count white space. */
export const sizeOfPolicy = (document: unknown): number =>
  JSON.stringify(document ?? '').replace(/\s/g, '').length;

const isPattern = (pattern: string, action: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  ).test(action);

/** Whether a statement without a condition denies an action to everyone, also to who sets the policy. */
export const deniesEveryone = (document: unknown, action: string): boolean =>
  [fieldsOf(document).Statement]
    .flat()
    .map(fieldsOf)
    .some(({ Effect, Principal, Action, Condition }) => {
      const principals = many(fieldsOf(Principal).AWS ?? Principal).map(String);
      return (
        Effect === 'Deny' &&
        Condition === undefined &&
        principals.includes('*') &&
        many(Action ?? []).some(each => isPattern(String(each), action))
      );
    });

/** Whether someone in the account may change the policy of a key afterwards. */
export const allowsKeyAdministration = (document: unknown): boolean =>
  !deniesEveryone(document, 'kms:PutKeyPolicy') &&
  many(fieldsOf(document).Statement ?? [])
    .map(fieldsOf)
    .some(({ Effect, Principal, Action }) => {
      const principals = many(fieldsOf(Principal).AWS ?? Principal).map(String);
      const actions = listOf(many(Action)).map(String);
      return (
        Effect === 'Allow' &&
        principals.some(each => each === '*' || /^(arn:|\d{12}$)/.test(each)) &&
        actions.some(each => /^(\*|kms:(\*|Put\*|PutKeyPolicy))$/i.test(each))
      );
    });
