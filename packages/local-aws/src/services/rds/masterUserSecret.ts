import { type Fields, fieldsOf, stringOf } from '../../world/values';
import type { Resource } from '../../world/World';

/** The secret in which RDS stores the master password; missing when the template sets a password. */
export function masterUserSecret({
  attributes,
  properties,
}: Resource): Fields | undefined {
  const arn = stringOf(attributes['MasterUserSecret.SecretArn']);
  return arn
    ? {
        SecretArn: arn,
        SecretStatus: 'active',
        KmsKeyId: stringOf(fieldsOf(properties.MasterUserSecret).KmsKeyId),
      }
    : undefined;
}
