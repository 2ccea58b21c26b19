import { valueAt } from '../values';
import type { Rule } from './Rule';

/** Tag keys the platform writes itself. */
export const reservedTags = [
  'Environment',
  'Owner',
  'CostCenter',
  'Blueprint',
  'Version',
  'ManagedBy',
] as const;

/** AWS allows 50 on a resource; the platform and CloudFormation need the rest. */
const mostTags = 35;

const isReserved = (key: string) =>
  reservedTags.some(tag => tag.toLowerCase() === key.toLowerCase());

/** Which tags are left to people. They read what was given: a key is wrong whether or not its value is well formed. */
export const tagRules: readonly Rule[] = [
  {
    reads: ['tags'],
    check: (_, { input }) => {
      const keys = Object.keys(valueAt(input, 'tags') ?? {});
      return [
        ...keys
          .filter(key => /^(aws|streamflix):/i.test(key))
          .map(
            key => `Tags must not begin with aws: or streamflix:; ${key} does.`,
          ),
        ...keys
          .filter(isReserved)
          .map(
            key => `Tags must not set ${key}: the platform writes it itself.`,
          ),
        keys.length > mostTags
          ? `Tags must be at most ${mostTags}; there are ${keys.length}.`
          : '',
      ].filter(Boolean);
    },
  },
];
