import { blueprints } from '@streamflix/backstage-plugin-streamflix-common';

/** Title of a blueprint, or its id if this version does not know it. */
export const blueprintTitle = (id: string): string =>
  Object.values(blueprints).find(blueprint => blueprint.id === id)?.title ?? id;
