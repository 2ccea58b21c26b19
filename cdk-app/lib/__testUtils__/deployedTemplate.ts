import {
  normalizeRequest,
  requestToMetadata,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/environment';

/** The maximum length of a boundary's name, including its path. */
export const longestBoundary = `${'p'.repeat(63)}/${'b'.repeat(64)}`;

/** The template as sent to CloudFormation: with the request, which is added when the change set is created. */
export function deployedTemplate(
  template: string,
  input: EnvironmentInput,
): string {
  const { Metadata, ...body } = JSON.parse(template);
  const request = requestToMetadata({
    request: normalizeRequest(input, input.account ?? '123456789012'),
    requester: `user:default/${'x'.repeat(64)}`,
  });
  return JSON.stringify({ ...body, Metadata: { ...Metadata, ...request } });
}
