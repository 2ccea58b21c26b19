import type {
  Blueprint,
  Installation,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Regions this installation allows for an environment of the blueprint, its default regions first. */
export function regionsFor(
  { regions }: Pick<Installation, 'regions'>,
  blueprint: Blueprint | undefined,
): string[] {
  const home: readonly string[] = blueprint?.homeRegions ?? [];
  const allowed = regions.filter(
    region => blueprint?.onlyRegions?.regions.includes(region) ?? true,
  );
  return [
    ...home.filter(region => allowed.includes(region)),
    ...allowed.filter(region => !home.includes(region)),
  ];
}
