import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocols/Service';
import type { SecretReader } from './SecretReader';
import { ResourceFailure } from '../../faults/ResourceFailure';

const DYNAMIC_REFERENCE =
  /\{\{resolve:((?:secretsmanager|ssm|ssm-secure):[^}]+)\}\}/g;

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* strings(item);
  }
}

const explain = (reference: string, awsMessage?: string): string => {
  if (!reference.startsWith('secretsmanager:')) {
    return `Parameters: [${reference}] cannot be found. (Service: AWSSimpleSystemsManagement; Status Code: 400; Error Code: ParameterNotFound)`;
  }
  return `${
    awsMessage ?? "Secrets Manager can't find the specified secret."
  } (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${randomUUID()}; Proxy: null)`;
};

/**
 * The first dynamic reference in the properties that cannot be resolved.
 *
 * The values are discarded immediately: properties keep the text of the reference, so that a stack cannot disclose a secret.
 */
export function unresolvedReference(
  properties: Readonly<Record<string, unknown>>,
  region: string,
  secrets: SecretReader,
): ResourceFailure | undefined {
  for (const text of strings(properties)) {
    for (const [, reference] of text.matchAll(DYNAMIC_REFERENCE)) {
      try {
        if (secrets.resolve(region, reference) === undefined) {
          return new ResourceFailure(explain(reference));
        }
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return new ResourceFailure(explain(reference, error.message));
      }
    }
  }
  return undefined;
}
