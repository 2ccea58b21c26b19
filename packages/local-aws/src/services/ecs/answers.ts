import { AwsError } from '../../protocols/Service';
import { type Fields, numberOf, stringOf } from '../../world/values';
import type { World } from '../../world/World';
import { paginate } from '../paginate';

/** A page of ARNs, as every `List…` operation of ECS returns it. */
export function arnPage(
  member: string,
  arns: readonly string[],
  input: Fields,
  usualSize: number,
): Fields {
  const { items, nextToken } = paginate(
    arns,
    numberOf(input.maxResults) ?? usualSize,
    stringOf(input.nextToken),
    'InvalidParameterException',
  );
  return { [member]: items, nextToken };
}

/** @throws AwsError when the request has more items than one call describes */
export function atMost(
  limit: number,
  member: string,
  wanted: readonly string[],
): readonly string[] {
  if (wanted.length > limit) {
    throw new AwsError(
      'InvalidParameterException',
      `${member} cannot have more than ${limit} elements, but has ${wanted.length}.`,
    );
  }
  return wanted;
}

/** The `failures` of a response: requested items that do not exist. */
export function missing(
  world: World,
  region: string,
  kind: 'cluster' | 'service' | 'task',
  wanted: readonly string[],
  found: readonly unknown[],
): Fields[] {
  return wanted
    .filter((_name, index) => found[index] === undefined)
    .map(name => ({
      arn: name.startsWith('arn:')
        ? name
        : `arn:aws:ecs:${region}:${world.accountId}:${kind}/${name}`,
      reason: 'MISSING',
    }));
}
