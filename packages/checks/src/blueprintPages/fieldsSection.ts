import {
  environmentInputJsonSchema,
  isValues,
  valueAt,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, grouped, section, table } from './markdown';

/** A form field with its path in the specification. */
export interface Field {
  path: string;
  schema: Values;
}

/** All form fields, in the schema's order; objects are expanded, tags and lists are fields. */
export function fields(): Field[] {
  const enter = (properties: unknown, prefix: string): Field[] =>
    isValues(properties)
      ? Object.entries(properties).flatMap(([key, schema]) => {
          if (!isValues(schema)) return [];
          const path = `${prefix}${key}`;
          return isValues(schema.properties)
            ? enter(schema.properties, `${path}.`)
            : [{ path, schema }];
        })
      : [];
  return enter(environmentInputJsonSchema().properties, '');
}

const number = (value: unknown) => grouped(Number(value));

/** The allowed values, from the schema. */
export function limitsOf(schema: Values): string {
  if (Array.isArray(schema.enum)) {
    return schema.enum.map(value => code(String(value))).join(', ');
  }
  if (isValues(schema.items)) {
    return `at most ${schema.maxItems}, each ${limitsOf(schema.items)}`;
  }
  if (schema.type === 'boolean') return 'on or off';
  if (schema.type === 'object') {
    return [
      isValues(schema.propertyNames)
        ? `keys: ${limitsOf(schema.propertyNames)}`
        : '',
      isValues(schema.additionalProperties)
        ? `values: ${limitsOf(schema.additionalProperties)}`
        : '',
    ]
      .filter(Boolean)
      .join('; ');
  }
  if (typeof schema.minimum === 'number') {
    const step = schema.multipleOf ? `, in steps of ${schema.multipleOf}` : '';
    return `${number(schema.minimum)} to ${number(schema.maximum)}${step}`;
  }
  if (typeof schema.pattern === 'string') {
    // A longer pattern is not readable; the field's description explains it.
    return schema.pattern.length > 60 ? 'as described' : code(schema.pattern);
  }
  return typeof schema.format === 'string' ? schema.format : '';
}

function shown(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map(shown).join(', ') || 'none';
  if (isValues(value)) {
    return (
      Object.entries(value)
        .map(([key, inner]) => code(`${key}=${inner}`))
        .join(', ') || 'none'
    );
  }
  return code(String(value));
}

/** The description, followed by why the value cannot change later, for display. */
function described({ description = '', fixed }: Values): string {
  if (typeof fixed !== 'string') return String(description);
  const rest = String(description).replace(
    ` It cannot change later: ${fixed}.`,
    '',
  );
  return `${rest} **Cannot be changed later:** ${fixed}.`;
}

/** Required in every form, so no blueprint has a default. */
const asked = ['suffix', 'region', 'blueprint', 'owner'];

/** `deadLetters` becomes `Dead letters`; fields without a section apply to the environment as a whole. */
const headingOf = (path: string) => {
  const [group, ...rest] = path.split('.');
  if (rest.length === 0) return 'Environment';
  if (group === 'api') return 'API';
  const words = group.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Whether the blueprint omits a part. */
const isOff = (part: unknown) =>
  isValues(part) &&
  (part.enabled === false || part.kind === 'none' || part.mode === 'none');

/** The form fields with this blueprint's values. */
export function fieldsSection({ blueprint }: BlueprintDesign): string {
  const required = (blueprint.requiredSecrets?.fields ?? []).map(
    field => `secrets.${field}`,
  );
  const defaultOf = (path: string) => {
    if (path === 'blueprint') return code(blueprint.id);
    if (path === 'region') return code(blueprint.homeRegions[0]);
    if (asked.includes(path) || required.includes(path)) return 'must be given';
    return shown(valueAt(blueprint.defaults, path)) || 'none';
  };
  const all = fields();
  const headings = [...new Set(all.map(({ path }) => headingOf(path)))];
  return section(
    'Form fields',
    'Every value may be changed in the form or in the specification; what does not go together is refused with the reason.',
    ...headings.flatMap(heading => {
      const own = all.filter(({ path }) => headingOf(path) === heading);
      const [group] = own[0].path.split('.');
      return [
        `### ${heading}`,
        isOff(valueAt(blueprint.defaults, group))
          ? 'Off in this blueprint: the other values count once it is switched on.'
          : '',
        table(
          ['Field', 'Default', 'Limits', 'What it is'],
          own.map(({ path, schema }) => [
            `${schema.title ?? path}<br>${code(path)}`,
            defaultOf(path),
            path === 'region' && blueprint.onlyRegions
              ? blueprint.onlyRegions.regions.map(code).join(', ')
              : limitsOf(schema),
            described(schema),
          ]),
        ),
      ];
    }),
  );
}
