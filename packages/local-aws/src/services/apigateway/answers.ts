import { AwsError } from '../../protocols/Service';
import { type Fields, numberOf, stringOf } from '../../world/values';
import type { Resource } from '../../world/World';
import { paginate } from '../paginate';
import { tagsOf } from '../tagsOf';

/** API Gateway creates its resources at once: a resource does not exist until CloudFormation has created it. */
export function exists({ phase }: Resource): boolean {
  return phase !== 'creating' && phase !== 'failed';
}

/** @throws AwsError in the format of the requested API */
export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, 404);
}

/** Status of a VPC link, the only API Gateway resource that takes time to create. */
export function linkStatus({ phase }: Resource): string {
  if (phase === 'creating' || phase === 'updating') return 'PENDING';
  if (phase === 'deleting') return 'DELETING';
  return phase === 'failed' ? 'FAILED' : 'AVAILABLE';
}

export function tagMap(resource: Resource): Record<string, string> {
  return Object.fromEntries(
    tagsOf(resource).map(({ Key, Value }) => [Key, Value]),
  );
}

/** A page of a list of API Gateway v2. */
export function tokenPage(items: readonly Fields[], input: Fields): Fields {
  const page = paginate(
    items,
    numberOf(input.maxResults) ?? 25,
    stringOf(input.nextToken),
    'BadRequestException',
  );
  return { items: page.items, nextToken: page.nextToken };
}
