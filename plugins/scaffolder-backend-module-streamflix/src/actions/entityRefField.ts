import type { ActionSchema } from './environmentFields';

/** JSON Schema of a reference of the catalog entity of an environment. Source: Backstage, "String references". */
export const entityRefField: ActionSchema = {
  type: 'string',
  title: 'Environment',
  pattern: '^[A-Za-z]+:[A-Za-z0-9_.-]{1,63}/[A-Za-z0-9_.-]{1,63}$',
};
