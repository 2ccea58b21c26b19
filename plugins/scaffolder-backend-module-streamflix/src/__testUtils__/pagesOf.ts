import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** A field of a form: JSON Schema and `ui:` hints. */
export interface Field {
  [keyword: string]: unknown;
  properties?: Record<string, Field>;
  items?: Field;
  required?: string[];
}

/** The pages of a template's form. */
export const pagesOf = (template: TemplateEntityV1beta3): Field[] =>
  [template.spec.parameters ?? []].flat();

/** Every field of the form by name, on any page. */
export const fieldsOf = (
  template: TemplateEntityV1beta3,
): Record<string, Field> =>
  Object.assign({}, ...pagesOf(template).map(page => page.properties));
