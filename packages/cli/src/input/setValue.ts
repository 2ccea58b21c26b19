import {
  environmentInputJsonSchema,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import { InputError } from '@backstage/errors';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
}

type Values = Record<string, unknown>;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (values: unknown, key: string): unknown =>
  isValues(values) && Object.hasOwn(values, key) ? values[key] : undefined;

/** Converts the text to the field's type. Other text is kept as it is, and the validation reports what the field accepts. */
function parse(text: string, type: string | undefined): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text))
        ? Number(text)
        : text;
    case 'boolean':
      return { true: true, false: false }[text] ?? text;
    case 'array':
      return text === '' ? [] : text.split(',');
    default:
      return text;
  }
}

function setIn(
  values: unknown,
  path: readonly string[],
  value: unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return {
    ...(isValues(values) ? values : {}),
    [key]: setIn(own(values, key), rest, value),
  };
}

/**
 * Applies `path=value`, such as `service.maxTasks=30`, `secrets.apiKeys=one,two` or `tags.Team=video`.
 *
 * @throws InputError when it has another form; the validation checks the path and the value
 */
export function setValue(
  input: Partial<EnvironmentInput>,
  assignment: string,
): Partial<EnvironmentInput> {
  const equals = assignment.indexOf('=');
  const named = assignment.slice(0, equals).trim();
  if (equals < 1 || !named) {
    throw new InputError(
      `--set requires path=value, such as service.maxTasks=30, not "${assignment}".`,
    );
  }
  const path: string[] = [];
  let schema: Schema | undefined = environmentInputJsonSchema();
  let keys = named.split('.');
  while (keys.length > 0) {
    // A record accepts any key, so the rest of the path is one key, including dots.
    const free: boolean =
      isValues(schema?.additionalProperties) && !schema?.properties;
    const key: string = free ? keys.join('.') : keys[0];
    schema = free
      ? { type: 'string' }
      : (own(schema?.properties, key) as Schema | undefined);
    path.push(key);
    keys = free ? [] : keys.slice(1);
  }
  return setIn(
    input,
    path,
    parse(assignment.slice(equals + 1), schema?.type),
  ) as Partial<EnvironmentInput>;
}
