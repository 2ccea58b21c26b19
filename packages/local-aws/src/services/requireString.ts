import { AwsError } from '../protocols/Service';
import { type Fields, stringOf } from '../world/values';

/**
 * A member that the API requires.
 *
 * @param code error code of the service for invalid input, for example `ValidationError` for Query services
 * @throws AwsError with the message that AWS uses for every service
 */
export function requireString(
  input: Fields,
  member: string,
  code = 'ValidationException',
): string {
  const value = stringOf(input[member]);
  if (value === undefined) {
    const name = member[0].toLowerCase() + member.slice(1);
    throw new AwsError(
      code,
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}
