import { blueprints } from '../blueprints';
import { list, type Rule } from './Rule';

/** Which regions an environment may use. */
export const regionRules: readonly Rule[] = [
  {
    reads: ['region', 'blueprint'],
    check: spec => {
      const { title, onlyRegions } = blueprints[spec.blueprint];
      return onlyRegions && !onlyRegions.regions.includes(spec.region)
        ? `Region must be ${list(
            onlyRegions.regions,
          )} for the blueprint ${title}: ${onlyRegions.reason}.`
        : undefined;
    },
  },
  {
    reads: ['region'],
    check: (spec, { allowedRegions }) =>
      allowedRegions && !allowedRegions.includes(spec.region)
        ? `Region must be one this installation allows: ${list(
            allowedRegions,
          )}.`
        : undefined,
  },
];
