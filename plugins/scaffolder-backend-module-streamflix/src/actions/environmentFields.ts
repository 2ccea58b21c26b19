import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  environmentInputJsonSchema,
  type EnvironmentForm,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Plain } from './Plain';

/** JSON Schema as the scaffolder accepts it at run time; its schema builder uses zod 3, `EnvironmentInput` zod 4. */
export type ActionSchema = NonNullable<
  NonNullable<TemplateAction['schema']>['input']
>;

/** An environment as a template passes it to an action: as single fields, or as the sections of the form. */
export type EnvironmentFields = Plain<EnvironmentForm>;

const section = (title: string, of: string): ActionSchema => ({
  type: 'object',
  title,
  description: `${of}, grouped as in the form. A field outside of it takes precedence. Its problems are reported with all others.`,
});

/**
 * Removes the rules for entries and keys: the scaffolder would report every invalid one, and repeat the keys. `resolveSpec`
 * checks them.
 */
const withoutEntries = (field: ActionSchema): ActionSchema => {
  const { items, propertyNames, additionalProperties, properties, ...rest } =
    field;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          withoutEntries(inner as ActionSchema),
        ]),
      ),
    }),
  };
};

/** Describes a section by its fields' titles; each field has its own description. */
const described = (field: ActionSchema): ActionSchema =>
  field.properties
    ? {
        description: `${Object.values(field.properties)
          .map(({ title }) => title)
          .join(
            ', ',
          )}. A field that is left out has the value of the blueprint.`,
        ...field,
      }
    : field;

/** The fields of `EnvironmentInput` with their descriptions, and the sections of the form. */
export function environmentFields(): {
  properties: Record<string, ActionSchema>;
  required: string[];
} {
  const { properties, required = [] } = environmentInputJsonSchema();
  return {
    properties: {
      ...Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          described(withoutEntries(field)),
        ]),
      ),
      size: section('Size', 'Settings that scale'),
      advanced: section('Advanced settings', 'Every other setting'),
    },
    required,
  };
}
