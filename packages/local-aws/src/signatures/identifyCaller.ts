import type { WireRequest } from '../protocols/Protocol';

/** The signer of a request, and its credential scope. */
export interface Caller {
  readonly accessKeyId: string;
  /** Of the credential scope: `20261130`. */
  readonly date: string;
  readonly region: string;
  /** The service's signing name, for example `monitoring` for CloudWatch. */
  readonly service: string;
}

/**
 * Reads the credential scope of Signature Version 4, from the header or a presigned URL, which identifies the service behind a
 * shared address as in AWS.
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
    /^(?<accessKeyId>.+)\/(?<date>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request$/.exec(
      credential ?? '',
    )?.groups;
  return (
    scope && {
      accessKeyId: scope.accessKeyId,
      date: scope.date,
      region: scope.region,
      service: scope.service,
    }
  );
}
