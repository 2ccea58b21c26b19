import type { IncomingHttpHeaders } from 'node:http';

/** A request as AWS receives it. */
export interface AwsRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const header = ({ headers }: AwsRequest, name: string) =>
  String(headers[name] ?? '');

/** The service a request is signed for. */
const serviceOf = (request: AwsRequest): string | undefined =>
  /Credential=[^/]+\/\d+\/[^/]*\/([^/]+)\/aws4_request/.exec(
    header(request, 'authorization'),
  )?.[1];

/** A path without resource names, so that requests of a hundred APIs are one line of a table. */
const shapeOf = (url: string): string =>
  url.split('?')[0].replace(/\/(restapis|apis|stages)\/[^/]+/g, '/$1/*');

/**
 * The operation of a request, as `service:Operation`; method and path if the protocol does not name it.
 *
 * Sources: Signature Version 4 and the AWS Query, AWS JSON and Smithy RPC protocols.
 */
export function operationOf(request: AwsRequest): string {
  const { method, url, body } = request;
  const [, rpc] = /\/operation\/(\w+)/.exec(url) ?? [];
  const operation =
    header(request, 'x-amz-target').split('.').at(-1) ||
    rpc ||
    (/form/.test(header(request, 'content-type')) &&
      new URLSearchParams(body).get('Action')) ||
    `${method} ${shapeOf(url)}`;
  return `${serviceOf(request) ?? 'unsigned'}:${operation}`;
}
