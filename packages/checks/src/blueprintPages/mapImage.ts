import type { Blueprint } from '@streamflix/backstage-plugin-streamflix-common/environment';

export const mapFile = ({ id }: Blueprint) => `${id}-map.svg`;

/** The map of a blueprint in a page. */
export const mapImage = (blueprint: Blueprint) =>
  `![Map of ${
    blueprint.id
  }: its parts, and the way of requests and records through them](${mapFile(
    blueprint,
  )})`;
