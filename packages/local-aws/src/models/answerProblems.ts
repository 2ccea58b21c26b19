import type { Service } from '../protocols/Service';
import { isFields } from '../world/values';
import { type ApiModel, modelOf, type Shape } from './ApiModels';

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  // Services keep bytes in base64.
  blob: value => typeof value === 'string' || value instanceof Uint8Array,
  boolean: value => typeof value === 'boolean',
  float: value => typeof value === 'number',
  integer: value => Number.isInteger(value),
  string: value => typeof value === 'string',
  timestamp: value => value instanceof Date,
};

function problemsOfStructure(
  shapes: ApiModel['shapes'],
  { members = {}, required = [] }: Shape,
  value: unknown,
  path: string,
): string[] {
  if (!isFields(value)) return [`${path} is not a structure`];
  const present = Object.entries(value).filter(
    ([, each]) => each !== undefined,
  );
  return [
    ...required
      .filter(name => value[name] === undefined)
      .map(name => `${path}.${name} is missing`),
    ...present.flatMap(([name, each]) =>
      Object.hasOwn(members, name)
        ? problemsOf(shapes, members[name], each, `${path}.${name}`)
        : [`${path}.${name} is unknown`],
    ),
  ];
}

/** Where a value does not fit a shape: unknown and missing members, wrong types, and values outside an enumeration. */
function problemsOf(
  shapes: ApiModel['shapes'],
  name: string,
  value: unknown,
  path: string,
): string[] {
  const shape = shapes[name];
  switch (shape.type) {
    case 'structure':
      return problemsOfStructure(shapes, shape, value, path);
    case 'list':
      return Array.isArray(value)
        ? value.flatMap(item =>
            problemsOf(shapes, shape.item!, item, `${path}[]`),
          )
        : [`${path} is not a list`];
    case 'map':
      return isFields(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            problemsOf(shapes, shape.item!, item, `${path}.${key}`),
          )
        : [`${path} is not a map`];
    default: {
      const isAllowed = shape.enum?.includes(value as string) ?? true;
      return isOfType[shape.type](value) && isAllowed
        ? []
        : [`${path} must not be ${JSON.stringify(value)}`];
    }
  }
}

/** Where an answer does not fit the model of its operation. */
export function answerProblems(
  service: Service,
  operation: string,
  answer: unknown,
): string[] {
  const model = modelOf(service);
  if (!model) return [];
  const name = model.operations[operation].output;
  if (name !== undefined) {
    return problemsOf(model.shapes, name, answer ?? {}, operation);
  }
  return answer === undefined ? [] : [`${operation} has no output`];
}
