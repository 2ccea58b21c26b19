import {
  normalizeRequest,
  requestToMetadata,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/spec';

/** As long as a boundary's name may be, path included. */
export const longestBoundary = `${'p'.repeat(63)}/${'b'.repeat(64)}`;

/** The template as it goes to CloudFormation: with the request, which whoever makes the change set adds. */
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
