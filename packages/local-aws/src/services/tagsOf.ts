import { fieldsOf, isFields, listOf, stringOf } from '../world/values';
import type { Resource } from '../world/World';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Tags of a resource, including those that CloudFormation adds to all resources.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
export function tagsOf({ properties, stackId, logicalId }: Resource): Tag[] {
  // Some types have a list of pairs, others (API Gateway v2, Kinesis consumers) a map.
  const declared = isFields(properties.Tags)
    ? Object.entries(properties.Tags).map(([Key, Value]) => ({ Key, Value }))
    : listOf(properties.Tags).map(fieldsOf);
  const tags = new Map<string, string>();
  for (const { Key, Value } of declared) {
    tags.set(String(Key), stringOf(Value) ?? '');
  }
  if (stackId && logicalId) {
    tags.set('aws:cloudformation:stack-id', stackId);
    tags.set('aws:cloudformation:stack-name', stackId.split('/')[1] ?? stackId);
    tags.set('aws:cloudformation:logical-id', logicalId);
  }
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
