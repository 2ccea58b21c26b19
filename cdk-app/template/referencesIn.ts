import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';

/** `${Name}` and `${Name.Attribute}`, but not `${!Literal}`. */
const substitution = /\$\{([^!}.][^}.]*)/g;

function* referencesOfSub(argument: unknown): Generator<string> {
  const [text, variables] = [argument].flat();
  const own = isValues(variables) ? variables : {};
  for (const [, id] of String(text).matchAll(substitution)) {
    if (!(id in own)) yield id;
  }
  yield* references(own);
}

function* references(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const element of value) yield* references(element);
  } else if (isValues(value)) {
    for (const [key, argument] of Object.entries(value)) {
      if (key === 'Ref') yield String(argument);
      else if (key === 'Fn::GetAtt') yield String([argument].flat()[0]);
      else if (key === 'Fn::Sub') yield* referencesOfSub(argument);
      else yield* references(argument);
    }
  }
}

/**
 * Logical ids and pseudo parameters that a value refers to by `Ref`, `Fn::GetAtt` or within `Fn::Sub`, in order, without
 * duplicates.
 */
export const referencesIn = (value: unknown): string[] => [
  ...new Set(references(value)),
];
