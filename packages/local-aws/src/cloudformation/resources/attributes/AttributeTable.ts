import type { ValueGenerator } from '../ValueGenerator';

/** Generates one value; undefined when this resource does not have it. */
export type AttributeRule = (generate: ValueGenerator) => unknown;

/** By resource type, then by the name of an attribute or of a property that AWS sets itself. */
export type AttributeTable = Readonly<
  Record<string, Readonly<Record<string, AttributeRule>>>
>;

/** `vpc-0a1b…`: the prefix and 17 hexadecimal digits. Each resource has one id per prefix. */
export const id =
  (prefix: string): AttributeRule =>
  generate =>
    `${prefix}-0${generate.hex(16, prefix)}`;

export const code =
  (length: number, salt = ''): AttributeRule =>
  generate =>
    generate.code(length, salt);

/** The property's value, or a generated name. */
export const nameFrom =
  (
    property: string,
    longest: number,
    form: 'as-is' | 'lower' = 'as-is',
  ): ((generate: ValueGenerator) => string) =>
  generate => {
    const given = generate.text(property);
    if (given === undefined) return generate.name(longest, form);
    return form === 'lower' ? given.toLowerCase() : given;
  };
