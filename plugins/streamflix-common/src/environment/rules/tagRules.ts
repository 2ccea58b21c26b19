import { entryTitle } from '../describeIssue';
import { valueAt } from '../values';
import type { Rule } from './Rule';

/**
 * Tags the platform writes for users and cost allocation. An installation may give them other keys.
 *
 * @public
 */
export const platformTagKeys = [
  'Environment',
  'Owner',
  'CostCenter',
  'Blueprint',
  'Version',
  'ManagedBy',
] as const;

/** @public */
export type PlatformTagKey = (typeof platformTagKeys)[number];

/** AWS allows 50 on a resource; the platform and CloudFormation need the others. */
const maxTags = 35;

const reservedPrefix = /^(aws|streamflix):/i;

/** Which tags users may set. Reads the raw input: a key is invalid whether or not its value is well formed. */
export const tagRules: readonly Rule[] = [
  {
    reads: ['tags'],
    check: (_, { input, tagKeys = [] }) => {
      const keys = Object.keys(valueAt(input, 'tags') ?? {});
      return [
        ...keys.flatMap((key, index) =>
          reservedPrefix.test(key)
            ? `${entryTitle(
                'Tags',
                index,
              )} must not begin with aws: or streamflix:.`
            : [],
        ),
        ...[...new Set([...platformTagKeys, ...tagKeys])]
          .filter(tag =>
            keys.some(key => key.toLowerCase() === tag.toLowerCase()),
          )
          .map(
            tag => `Tags must not set ${tag}: the platform writes it itself.`,
          ),
        ...keys.flatMap((key, index) => {
          const first = keys.findIndex(
            other => other.toLowerCase() === key.toLowerCase(),
          );
          // Source: IAM User Guide, "Tags for IAM resources": the keys of roles and users are case-insensitive.
          return first < index
            ? `${entryTitle('Tags', index)} must not repeat the key of entry ${
                first + 1
              }: to the roles of the environment, upper and lower case are the same.`
            : [];
        }),
        keys.length > maxTags
          ? `Tags must be at most ${maxTags}; there are ${keys.length}.`
          : '',
      ].filter(Boolean);
    },
  },
];
