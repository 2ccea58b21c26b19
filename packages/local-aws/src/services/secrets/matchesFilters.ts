import { AwsError } from '../../protocols/Service';
import { type Fields, stringOf, stringsOf } from '../../world/values';
import type { Secret } from './Secret';

/** The values that each filter of `ListSecrets` is compared with; all but `tag-value` and `primary-region` compare prefixes. */
const texts: Record<string, (secret: Secret, region: string) => string[]> = {
  name: ({ name }) => [name],
  description: ({ description = '' }) => [description],
  'tag-key': ({ tags }) => [...tags.keys()],
  'tag-value': ({ tags }) => [...tags.values()],
  'owning-service': ({ owningService = '' }) => [owningService],
  'primary-region': (_secret, region) => [region],
  all: ({ name, description = '', tags }) => [
    name,
    description,
    ...tags.keys(),
    ...tags.values(),
  ],
};

/**
 * Whether a secret matches every filter. The values of one filter are alternatives; a value that starts with `!` excludes.
 *
 * @throws AwsError when a filter's key is unknown
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html
 */
export function matchesFilters(
  secret: Secret,
  filters: readonly Fields[],
  region: string,
): boolean {
  return filters.every(filter => {
    const key = stringOf(filter.Key) ?? '';
    if (!Object.hasOwn(texts, key)) {
      throw new AwsError(
        'InvalidParameterException',
        `Invalid filter key: ${key}. Use one of ${Object.keys(texts).join(
          ', ',
        )}.`,
      );
    }
    const candidates = texts[key](secret, region).map(text =>
      // Only names are case-sensitive.
      key === 'name' ? text : text.toLowerCase(),
    );
    return stringsOf(filter.Values).some(value => {
      const excludes = value.startsWith('!');
      const wanted = excludes ? value.slice(1) : value;
      const prefix = key === 'name' ? wanted : wanted.toLowerCase();
      return excludes !== candidates.some(text => text.startsWith(prefix));
    });
  });
}
