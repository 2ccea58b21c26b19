import type { WireRequest } from '../protocols/Protocol';

/** The signer of a request, and its credential scope. */
export interface Caller {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name, for example `monitoring` for CloudWatch. */
  readonly service: string;
}

/**
 * Reads the credential scope of Signature Version 4, from the header or a presigned URL, which identifies the service behind a
 * shared address as in AWS. The signature is not verified: there is no secret to verify it with.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function identifyCaller({
  headers,
  query,
}: Pick<WireRequest, 'headers' | 'query'>): Caller | undefined {
  const credential =
    /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(
      headers.authorization ?? '',
    )?.[1] ?? query.get('X-Amz-Credential');
  const scope =
    /^(?<accessKeyId>.+)\/\d{8}\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request$/.exec(
      credential ?? '',
    )?.groups;
  return (
    scope && {
      accessKeyId: scope.accessKeyId,
      region: scope.region,
      service: scope.service,
    }
  );
}
