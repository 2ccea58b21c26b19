import type { ProtocolName } from '../protocols/Protocol';
import { AwsError, type Service } from '../protocols/Service';
import { modelOf } from './ApiModels';
import { type RequestProblem, RequestProblems } from './RequestProblems';

/** Makes the error for the problems of a request; at least one. */
type Refuse = (problems: readonly RequestProblem[]) => AwsError;

/** `tags.1.member.key`: the members of AWS's own models start in lower case. */
const memberPath = ({ path }: RequestProblem): string =>
  path.map(part => part[0].toLowerCase() + part.slice(1)).join('.');

/** `Tags.1.Key`, as in a form. */
const formPath = ({ path }: RequestProblem): string =>
  path.filter(part => part !== 'member').join('.');

function valueText({ kind, value, shape }: RequestProblem): string {
  if (kind === 'missing') return 'Value null';
  if (shape.sensitive) return 'Value';
  return `Value '${Array.isArray(value) ? `[${value.join(', ')}]` : value}'`;
}

/**
 * The sentence of AWS's common framework.
 *
 * Reported for CloudFormation (https://github.com/humanmade/cf-to-tf/issues/5), for example "1 validation error detected: Value 'x' at
 * 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: …".
 */
function validationMessage(problems: readonly RequestProblem[]): string {
  const { length } = problems;
  const each = problems.map(
    problem =>
      `${valueText(problem)} at '${memberPath(
        problem,
      )}' failed to satisfy constraint: ${problem.constraint}`,
  );
  return `${length} validation error${
    length === 1 ? '' : 's'
  } detected: ${each.join('; ')}`;
}

const validation =
  (code: string): Refuse =>
  problems =>
    new AwsError(code, validationMessage(problems));

/** Services that name the parameter differently. */
const named =
  (
    missing: (name: string) => string,
    invalid: (name: string, problem: RequestProblem) => string,
    missingCode = 'MissingParameter',
    invalidCode = 'InvalidParameterValue',
  ): Refuse =>
  ([problem]) => {
    const name = formPath(problem);
    return problem.kind === 'missing'
      ? new AwsError(missingCode, missing(name))
      : new AwsError(invalidCode, invalid(name, problem));
  };

/** RDS and ElastiCache; the codes are documented in their API references, the wording of invalid values is assumed. */
const databases = named(
  name => `The request must contain the parameter ${name}.`,
  (name, problem) =>
    problem.shape.sensitive
      ? `Invalid value for ${name}.`
      : `Invalid value ${problem.value} for ${name}. ${problem.constraint}`,
);

/**
 * By signing name, where they differ from `ValidationException` (JSON) and `ValidationError` (Query), the common errors that every API
 * reference lists.
 */
const refusals: Readonly<Record<string, Refuse>> = {
  // Documented for every operation as `BadRequestException`; the wording is assumed.
  apigateway: validation('BadRequestException'),
  // Documented: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  ec2: named(
    name => `The request must contain the parameter ${name}`,
    (name, { value }) => `Value (${value}) for parameter ${name} is invalid.`,
  ),
  // The code is documented for every operation, the wording is reported.
  ecr: ([problem]) =>
    new AwsError(
      'InvalidParameterException',
      `Invalid parameter at '${memberPath(
        problem,
      )}' failed to satisfy constraint: '${problem.constraint
        .replace('Member must', 'must')
        .replace(/pattern: ([^]*)$/, "'$1'")}'`,
    ),
  // The code is documented for every operation ("The specified parameter isn't valid"); the wording is assumed.
  ecs: validation('InvalidParameterException'),
  elasticache: databases,
  // Documented for every operation ("A parameter is specified incorrectly"); the wording is reported.
  logs: validation('InvalidParameterException'),
  // Documented for GetMetricStatistics; the wording is reported for PutMetricData.
  monitoring: named(
    name => `The parameter ${name} is required.`,
    (name, { kind, shape, constraint }) =>
      kind === 'enum'
        ? `The parameter ${name} must be a value in the set [ ${shape.enum?.join(
            ', ',
          )} ].`
        : `The parameter ${name} is invalid: ${constraint}.`,
  ),
  rds: databases,
  // Documented; the wording is assumed: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
  s3: ([problem]) =>
    new AwsError(
      'InvalidArgument',
      `Invalid Argument: ${formPath(problem)}. ${problem.constraint}`,
    ),
};

/**
 * A value that cannot be parsed, before anything else is checked. `SerializationException` with its wording is reported for ECS
 * (https://github.com/aws/aws-cdk-cli/pull/973), `MalformedInput` for CloudFormation (https://github.com/neillturner/knife-cfn/issues/13).
 */
function unreadable(
  { constraint }: RequestProblem,
  protocol: ProtocolName,
): AwsError | undefined {
  if (protocol === 'aws-json' || protocol === 'rest-json') {
    return new AwsError('SerializationException', constraint);
  }
  return protocol === 'aws-query'
    ? new AwsError('MalformedInput', constraint)
    : undefined;
}

const commonCode = (protocol: ProtocolName): string =>
  protocol === 'aws-query' ? 'ValidationError' : 'ValidationException';

/** The error for a request that does not fit the model of its operation, as AWS answers it; undefined when it fits. */
export function refusedRequest(
  service: Service,
  operation: string,
  input: Record<string, unknown>,
  protocol: ProtocolName,
): AwsError | undefined {
  const model = modelOf(service);
  const problems = model
    ? RequestProblems.of(model, operation, input, protocol)
    : [];
  if (problems.length === 0) return undefined;
  const own = refusals[service.name];
  const wrongType = problems.find(({ kind }) => kind === 'type');
  const isDatabase = own === databases;
  return (
    (wrongType && !isDatabase && unreadable(wrongType, protocol)) ||
    (own ?? validation(commonCode(protocol)))(problems)
  );
}
