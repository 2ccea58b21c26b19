import { fieldsOf, listOf } from '../../world/values';
import type { ResourceSchema } from '../schema/ResourceSchema';

/**
 * The properties as the resource's service receives them: with the stack's tags, except where the resource has a tag with the
 * same key.
 */
export function withStackTags(
  { tags }: ResourceSchema,
  properties: Readonly<Record<string, unknown>>,
  stackTags: Readonly<Record<string, string>>,
): Record<string, unknown> {
  if (!tags || Object.keys(stackTags).length === 0) return { ...properties };
  const { tagPropertyName: name, variant } = tags;
  const own = properties[name];
  if (variant === 'map') {
    return { ...properties, [name]: { ...stackTags, ...fieldsOf(own) } };
  }
  const ownTags = listOf(own).map(fieldsOf);
  const keys = new Set(ownTags.map(({ Key }) => Key));
  const inherited = Object.entries(stackTags)
    .filter(([Key]) => !keys.has(Key))
    .map(([Key, Value]) => ({
      Key,
      Value,
      ...(variant === 'asg' ? { PropagateAtLaunch: true } : {}),
    }));
  return { ...properties, [name]: [...ownTags, ...inherited] };
}
