import type { EnvironmentSpec } from '../EnvironmentSpec';
import { isReserved, otherKeyWords } from '../facts/reservedWords';
import { unknownParts } from '../facts/zoneFacts';

/**
 * What AWS may refuse in a new environment: it is not documented, or AWS is silent about it. One message each.
 *
 * @public
 */
export const newEnvironmentWarnings = (spec: EnvironmentSpec): string[] => {
  const { kind, name } = spec.database;
  return [
    ...(kind !== 'none' && isReserved(name, [otherKeyWords])
      ? [
          `Database name ${name} is a key word of SQL. AWS refuses some of these minutes after the start, and the name cannot change later; a name such as ${name}_data is safe.`,
        ]
      : []),
    ...unknownParts(spec.region, spec).map(
      part =>
        `AWS does not document in which zones of ${spec.region} ${part} exist. If it refuses one, choose others as zone ids.`,
    ),
  ];
};
