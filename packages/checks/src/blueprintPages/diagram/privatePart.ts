import type { Entry } from '@streamflix/cdk-app/template';
import type { Part } from './Architecture';

/** A part in the private subnets. */
export type InVpc = Omit<Part, 'ownKey'>;

/** Distributes names over zones in rotation. */
const spread = (names: string[], zones: number[]) =>
  zones.map((_, index) =>
    names.filter((_name, number) => number % zones.length === index).join(', '),
  );

/**
 * @param zones - zones of its subnets
 * @param names - content of those zones, in rotation
 */
export function privatePart(
  { id }: Entry,
  title: string,
  lines: string[],
  zones: number[],
  names?: string[],
): InVpc {
  return {
    id,
    title,
    lines,
    place: {
      kind: 'private',
      zones,
      cells: names && spread(names, zones),
    },
  };
}
