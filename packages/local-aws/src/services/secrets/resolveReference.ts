import { AwsError } from '../../protocols/Service';
import { isFields } from '../../world/values';
import type { SecretStore } from './SecretStore';

/**
 * Value of a dynamic reference in a template.
 *
 * @param reference the text between `{{resolve:` and `}}`:
 *   `secretsmanager:secret-id:SecretString:json-key:version-stage:version-id`; all parts after the id are optional
 * @returns undefined for a reference to another service
 * @throws AwsError when the secret, its version or the key in it does not exist
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function resolveReference(
  store: SecretStore,
  region: string,
  reference: string,
): string | undefined {
  // The id may be an ARN, which contains colons.
  const parts =
    /^secretsmanager:(?<id>arn:(?:[^:]*:){5}[^:]+|[^:]+):?(?<rest>.*)$/.exec(
      reference,
    )?.groups;
  if (!parts) return undefined;
  const { id, rest } = parts;
  const [, key, stage, versionId] = rest.split(':');
  const { secretString } = store
    .get(region, id)
    .version(stage || undefined, versionId || undefined);
  if (secretString === undefined) {
    throw new AwsError('ValidationError', `Secret ${id} holds no string.`);
  }
  return key ? memberOf(secretString, key, id) : secretString;
}

function memberOf(secretString: string, key: string, id: string): string {
  try {
    const parsed: unknown = JSON.parse(secretString);
    if (isFields(parsed) && Object.hasOwn(parsed, key)) {
      return String(parsed[key]);
    }
  } catch {
    throw new AwsError(
      'ValidationError',
      `Could not parse SecretString JSON of secret ${id}`,
    );
  }
  throw new AwsError(
    'ValidationError',
    `Could not find a value associated with JSONKey in SecretString of secret ${id}: ${key}`,
  );
}
