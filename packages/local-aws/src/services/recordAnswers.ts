import { AwsError } from '../protocols/Service';
import {
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../world/values';
import type { Resource } from '../world/World';
import { paginate } from './paginate';

/** The status values that RDS and ElastiCache share. */
export function statusOf({ phase }: Resource): string {
  return phase === 'updating' ? 'modifying' : phase;
}

/** A page, as every `Describe…` operation of RDS and ElastiCache returns it; at least 20 and at most 100 records. */
export function recordPage(
  member: string,
  records: readonly Fields[],
  input: Fields,
): Fields {
  const size = numberOf(input.MaxRecords) ?? 100;
  if (size < 20 || size > 100) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value ${size} for MaxRecords. Must be between 20 and 100`,
    );
  }
  const { items, nextToken } = paginate(
    records,
    size,
    stringOf(input.Marker),
    'InvalidParameterValue',
  );
  return { [member]: items, Marker: nextToken };
}

/**
 * Whether a record matches the filters of a request.
 *
 * @param accessors the values each filter is compared with
 * @throws AwsError when a filter is unknown
 */
export function passesFilters<T>(
  record: T,
  input: Fields,
  accessors: Readonly<Record<string, (record: T) => readonly unknown[]>>,
): boolean {
  return listOf(input.Filters)
    .map(fieldsOf)
    .every(filter => {
      const name = stringOf(filter.Name) ?? '';
      if (!Object.hasOwn(accessors, name)) {
        throw new AwsError(
          'InvalidParameterValue',
          `Unrecognized filter name: ${name}`,
        );
      }
      const values = stringsOf(filter.Values);
      return accessors[name](record).some(
        each => typeof each === 'string' && values.includes(each),
      );
    });
}

export function securityGroups(ids: unknown): Fields[] {
  return stringsOf(ids).map(id => ({
    VpcSecurityGroupId: id,
    Status: 'active',
  }));
}
