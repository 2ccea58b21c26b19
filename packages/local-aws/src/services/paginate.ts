import { AwsError } from '../protocols/Service';

export interface Page<T> {
  readonly items: T[];
  /** Missing on the last page. */
  readonly nextToken?: string;
}

/**
 * One page of a list whose order does not change between calls.
 *
 * @param token the `nextToken` of the previous page
 * @param invalidToken error code of the service for an unknown token
 */
export function paginate<T>(
  all: readonly T[],
  size: number,
  token?: string,
  invalidToken = 'InvalidNextTokenException',
): Page<T> {
  const start = token === undefined ? 0 : offsetOf(token);
  if (start === undefined) {
    throw new AwsError(invalidToken, 'The specified token is not valid.');
  }
  const end = start + size;
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? tokenOf(end) : undefined,
  };
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function offsetOf(token: string): number | undefined {
  const offset = /^offset:(\d+)$/.exec(
    Buffer.from(token, 'base64url').toString(),
  )?.[1];
  return offset === undefined ? undefined : Number(offset);
}
