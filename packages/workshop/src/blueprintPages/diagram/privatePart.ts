import type { Entry } from '../Template';
import type { Part } from './Architecture';

/** A part in the private subnets. */
export type InVpc = Omit<Part, 'ownKey'>;

/** Names spread over zones, in turns. */
const spread = (names: string[], zones: number[]) =>
  zones.map((_, index) =>
    names.filter((_name, number) => number % zones.length === index).join(', '),
  );

/**
 * @param zones - where its subnets are
 * @param names - what stands in those zones, in turns
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
