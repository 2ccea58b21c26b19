import { AwsError } from '../../Service';
import { type Fields, isFields, numberOf, stringOf } from '../../values';
import type { Resource } from '../../World';
import { paginate } from '../paginate';
import { tagsOf } from '../tagsOf';

/** API Gateway makes its things at once: until CloudFormation is done with one, it is not there. */
export function isThere({ phase }: Resource): boolean {
  return phase !== 'creating' && phase !== 'failed';
}

/** @throws AwsError in the words of the API that was asked */
export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, 404);
}

/** Status of a VPC link, the one thing of API Gateway that takes its time. */
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

/** Properties in the spelling of the API: first letters in lower case, maps of a user's own words as they are. */
export function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name[0].toLowerCase() + name.slice(1),
      /^(Tags|Variables|StageVariables|RequestParameters)$/.test(name)
        ? member
        : lowerFirst(member),
    ]),
  );
}

/** A page under the first generation's names: `item`, `limit` and `position`. */
export function positionPage(items: readonly Fields[], input: Fields): Fields {
  const page = paginate(
    items,
    numberOf(input.limit) ?? 25,
    stringOf(input.position),
    'BadRequestException',
  );
  return { item: page.items, position: page.nextToken };
}

/** A page under the second generation's names: `items`, `maxResults` and `nextToken`. */
export function tokenPage(items: readonly Fields[], input: Fields): Fields {
  const page = paginate(
    items,
    numberOf(input.maxResults) ?? 25,
    stringOf(input.nextToken),
    'BadRequestException',
  );
  return { items: page.items, nextToken: page.nextToken };
}
