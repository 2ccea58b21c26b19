import { isObject, type Json, type JsonObject } from './Template';

/**
 * A reference in a template value.
 *
 * @public
 */
export type Reference =
  /** `Ref`, or `${Name}` in `Fn::Sub`: a parameter, a pseudo parameter or a resource. */
  | { readonly kind: 'ref'; readonly target: string }
  /** `Fn::GetAtt`, or `${Name.Attribute}`; the attribute is undefined when it is itself computed. */
  | {
      readonly kind: 'attribute';
      readonly target: string;
      readonly attribute?: string;
    }
  | { readonly kind: 'condition'; readonly target: string };

/** `${Name}` and `${Name.Attribute}`, but not `${!Literal}`. */
export const SUBSTITUTION = /\$\{([^!}][^}]*)\}/g;

/** The function an object represents, if it is a function call. */
export function asFunction(
  value: Json,
): { name: string; argument: Json } | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== 1) return undefined;
  const [name] = keys;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')
    ? { name, argument: value[name] }
    : undefined;
}

/** Splits the argument of `Fn::GetAtt`, which is `[name, attribute]` or, in YAML, `name.attribute`. */
export function splitAttribute(argument: Json): [string, Json] | undefined {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 0
      ? undefined
      : [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (!Array.isArray(argument) || argument.length < 2) return undefined;
  const [target, ...rest] = argument;
  if (typeof target !== 'string') return undefined;
  return [target, rest.length === 1 ? rest[0] : rest.map(String).join('.')];
}

const subReference = (name: string): Reference => {
  const [target, ...attribute] = name.trim().split('.');
  return attribute.length > 0
    ? { kind: 'attribute', target, attribute: attribute.join('.') }
    : { kind: 'ref', target };
};

function* subReferences(argument: Json): Generator<Reference> {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own: JsonObject = isObject(variables) ? variables : {};
  for (const [, name] of String(text).matchAll(SUBSTITUTION)) {
    if (!(name.trim() in own)) yield subReference(name);
  }
}

/**
 * All references in a value, in the order of the template.
 *
 * @param taken - results of the template's conditions; with it, only the selected branch of `Fn::If` counts, which is how
 *   CloudFormation finds dependencies.
 * @public
 */
export function* references(
  value: Json,
  taken?: Readonly<Record<string, boolean>>,
): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const item of value) yield* references(item, taken);
    return;
  }
  if (!isObject(value)) return;
  const call = asFunction(value);
  if (!call) {
    for (const item of Object.values(value)) yield* references(item, taken);
    return;
  }
  const { name, argument } = call;
  if (name === 'Ref') {
    if (typeof argument === 'string') yield { kind: 'ref', target: argument };
    return;
  }
  if (name === 'Condition' && typeof argument === 'string') {
    yield { kind: 'condition', target: argument };
    return;
  }
  if (name === 'Fn::GetAtt') {
    const parts = splitAttribute(argument);
    if (!parts) return;
    const [target, attribute] = parts;
    yield {
      kind: 'attribute',
      target,
      attribute: typeof attribute === 'string' ? attribute : undefined,
    };
    yield* references(attribute, taken);
    return;
  }
  if (name === 'Fn::Sub') {
    yield* subReferences(argument);
    yield* references(Array.isArray(argument) ? argument[1] : null, taken);
    return;
  }
  if (name === 'Fn::If' && Array.isArray(argument)) {
    const [condition, whenTrue, whenFalse] = argument;
    if (typeof condition === 'string') {
      yield { kind: 'condition', target: condition };
      if (taken && condition in taken) {
        yield* references(taken[condition] ? whenTrue : whenFalse, taken);
        return;
      }
    }
    yield* references([whenTrue ?? null, whenFalse ?? null], taken);
    return;
  }
  yield* references(argument, taken);
}
