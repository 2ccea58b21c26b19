import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  stringOf,
} from '../../../world/values';
import {
  form,
  isSet,
  parsedJson,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const api = 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/';

const outside = (value: unknown, from: number, to: number) =>
  value !== undefined && !(Number(value) >= from && Number(value) <= to);

const isJson = (text: string) => parsedJson(text) !== undefined;

function problemOfTarget(target: Fields): string | undefined {
  const arn = stringOf(target.Arn) ?? '';
  const id = String(target.Id);
  if (!/^arn:[\w-]+:[\w-]+:/.test(arn)) {
    return `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`;
  }
  if (!/^[.\w-]{1,64}$/.test(id)) {
    return `Parameter Id ${id} is not valid. It must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`;
  }
  const service = arn.split(':')[2];
  const parameters = fieldsOf(target.EcsParameters);
  if (service === 'ecs' && parameters.TaskDefinitionArn === undefined) {
    return `Parameter(s) EcsParameters must be specified for target: ${id}.`;
  }
  if (target.EcsParameters !== undefined && service !== 'ecs') {
    return `Parameter(s) EcsParameters not valid for target: ${id}.`;
  }
  if (
    /^(ecs|kinesis|states|firehose|batch)$/.test(service) &&
    target.RoleArn === undefined
  ) {
    return `RoleArn is required for target ${arn}.`;
  }
  const group = fieldsOf(target.SqsParameters).MessageGroupId;
  if (service === 'sqs' && arn.endsWith('.fifo') !== (group !== undefined)) {
    return `Parameter(s) SqsParameters ${
      group === undefined ? 'must be specified' : 'not valid'
    } for target: ${id}.`;
  }
  if (target.SqsParameters !== undefined && service !== 'sqs') {
    return `Parameter(s) SqsParameters not valid for target: ${id}.`;
  }
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = fieldsOf(
    target.RetryPolicy,
  );
  if (outside(MaximumRetryAttempts, 0, 185)) {
    return 'MaximumRetryAttempts must be between 0 and 185.';
  }
  if (outside(MaximumEventAgeInSeconds, 60, 86_400)) {
    return 'MaximumEventAgeInSeconds must be between 60 and 86400.';
  }
  const letters = stringOf(fieldsOf(target.DeadLetterConfig).Arn);
  if (letters !== undefined && !/^arn:[\w-]+:sqs:/.test(letters)) {
    return `Invalid DeadLetterConfig of target ${id}: ${letters} is not the ARN of a queue.`;
  }
  const input = stringOf(target.Input);
  if (input !== undefined && !isJson(input)) {
    return `JSON syntax error in input for target ${id}.`;
  }
  const transformer = fieldsOf(target.InputTransformer);
  const paths = [
    target.InputPath,
    ...Object.values(fieldsOf(transformer.InputPathsMap)),
  ].flatMap(path => stringOf(path) ?? []);
  const wrong = paths.find(path => !path.startsWith('$'));
  return wrong === undefined
    ? undefined
    : `InputPath for target ${id} is invalid: ${wrong}.`;
}

const matchers = [
  'anything-but',
  'cidr',
  'equals-ignore-case',
  'exists',
  'numeric',
  'prefix',
  'suffix',
  'wildcard',
];

/** What is wrong with the values that the fields of a pattern are compared with. */
function problemOfPattern(pattern: unknown): string | undefined {
  if (Array.isArray(pattern)) {
    for (const item of pattern.filter(isFields)) {
      const [key, ...others] = Object.keys(item);
      if (!matchers.includes(key) || others.length > 0) {
        return `Unrecognized match type ${key}`;
      }
      if (key === 'exists' && !/^(true|false)$/.test(String(item.exists))) {
        return 'exists match pattern must be either true or false.';
      }
      if (key === 'numeric') {
        const [operator, value] = listOf(item.numeric);
        if (
          !['=', '<', '<=', '>', '>='].includes(String(operator)) ||
          typeof value !== 'number'
        ) {
          return 'Value of numeric must be an operator and a number';
        }
      }
    }
    return undefined;
  }
  const entries = Object.entries(fieldsOf(pattern));
  if (entries.length === 0) return 'Empty objects are not allowed';
  return entries
    .map(([name, value]) =>
      name === '$or' && Array.isArray(value)
        ? value.map(problemOfPattern).find(problem => problem !== undefined)
        : problemOfPattern(value),
    )
    .find(problem => problem !== undefined);
}

const cronRanges: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
];

/** A day is given in the month or in the week, and the numbers are within their range. */
function isCron(text: string): boolean {
  const fields = text.slice('cron('.length, -1).split(' ');
  const isInRange = fields.every((field, index) =>
    (field.replace(/\/\d+|#\d/g, '').match(/\d+/g) ?? []).every(number => {
      const [from, to] = cronRanges[index];
      return Number(number) >= from && Number(number) <= to;
    }),
  );
  return isInRange && (fields[2] === '?') !== (fields[4] === '?');
}

/** Event buses, and what their rules match and start. */
export const eventTargetRules: ServiceRules = {
  service: 'EventBridge',
  rules: {
    'AWS::Events::Rule': [
      rule(`${api}API_PutTargets.html`, ({ properties }) =>
        listOf(properties.Targets)
          .map(fieldsOf)
          .map(problemOfTarget)
          .find(problem => problem !== undefined),
      ),
      rule(`${api}API_PutRule.html`, ({ properties: { EventPattern } }) => {
        if (EventPattern === undefined) return undefined;
        const problem = problemOfPattern(
          isFields(EventPattern) ? EventPattern : parsedJson(EventPattern),
        );
        return problem && `Event pattern is not valid. Reason: ${problem}`;
      }),
      rule(
        'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
        candidate => {
          const text = textOf(candidate, 'ScheduleExpression') ?? '';
          return text.startsWith('cron(') && !isCron(text)
            ? 'Parameter ScheduleExpression is not valid.'
            : undefined;
        },
      ),
    ],
    'AWS::Events::EventBus': [
      form(
        `${api}API_CreateEventBus.html`,
        'Name',
        /^(?!default$)([\w.-]{1,256}|aws\.partner(\/[\w.-]+){2,})$/,
        name => `EventBus name ${name} is not valid.`,
      ),
    ],
    'AWS::Events::Archive': [
      rule(`${api}API_CreateArchive.html`, candidate =>
        Number(textOf(candidate, 'RetentionDays') ?? 0) < 0
          ? 'RetentionDays must not be negative.'
          : undefined,
      ),
    ],
    'AWS::Events::EventBusPolicy': [
      rule(`${api}API_PutPermission.html`, candidate =>
        isSet(candidate, 'Statement') !==
        (isSet(candidate, 'Action') && isSet(candidate, 'Principal'))
          ? undefined
          : 'Specify either Statement, or Action and Principal.',
      ),
    ],
    'AWS::Events::ApiDestination': [
      form(
        `${api}API_CreateApiDestination.html`,
        'InvocationEndpoint',
        /^https:\/\/\S+$/,
        endpoint => `Parameter InvocationEndpoint is not valid: ${endpoint}`,
      ),
    ],
  },
};
