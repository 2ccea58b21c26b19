import type { EnvironmentSpec } from '../EnvironmentSpec';
import { isReserved, otherKeyWords } from '../facts/reservedWords';

/**
 * What AWS may refuse in a new environment: it is not documented, or AWS is silent about it. One message each.
 *
 * @public
 */
export const newEnvironmentWarnings = ({
  database: { kind, name },
}: EnvironmentSpec): string[] =>
  kind !== 'none' && isReserved(name, [otherKeyWords])
    ? [
        `Database name ${name} is a key word of SQL. AWS refuses some of these minutes after the start, and the name cannot change later; a name such as ${name}_data is safe.`,
      ]
    : [];
