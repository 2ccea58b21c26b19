import { AwsError } from './Service';
import { type Fields, fieldsOf, stringOf } from '../world/values';
import { decodeAwsChunked } from './decodeAwsChunked';
import { matchRoute, type RouteMatch } from './matchRoute';
import type { Exchange, Protocol, WireRequest } from './Protocol';
import { buildXml, xmlContent } from './xml';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * REST with XML bodies, used by S3: the fallback for requests that no other protocol recognises, as in AWS.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export const restXml: Protocol = {
  name: 'rest-xml',

  recognises(_request, service) {
    return service === undefined || service === 's3';
  },

  decode(request, candidates) {
    const match = matchRoute(pathStyle(request), candidates);
    const subresource = match && unservedSubresource(request, match);
    if (!match || subresource) {
      throw new AwsError(
        'NotImplemented',
        `A header you provided implies functionality that is not implemented: ${
          request.method
        } ${request.path}${subresource ? `?${subresource}` : ''}`,
        501,
      );
    }
    const { route, service, labels } = match;
    const input: Fields = {
      ...Object.fromEntries(request.query),
      ...labels,
    };
    for (const [member, header] of Object.entries(route.headersIn ?? {})) {
      input[member] = request.headers[header];
    }
    if (route.payload) input[route.payload] = bodyOf(request);
    return { service, operation: route.operation, input };
  },

  encode(output, exchange) {
    const match = matchRoute(pathStyle(exchange.request), [
      ...(exchange.invocation ? [exchange.invocation.service] : []),
    ]);
    const { headersOut = {}, payload, status = 200, root } = match?.route ?? {};
    const members = fieldsOf(output);
    const headers: Record<string, string> = idsOf(exchange);
    for (const [member, header] of Object.entries(headersOut)) {
      const value = members[member];
      const text =
        value instanceof Date ? value.toUTCString() : stringOf(value);
      if (text !== undefined) headers[header] = text;
    }
    const body = payload && members[payload];
    if (body instanceof Uint8Array) return { status, headers, body };
    if (!root) return { status, headers };
    const rest = Object.fromEntries(
      Object.entries(members).filter(([name]) => !(name in headersOut)),
    );
    return {
      status,
      headers: { ...headers, 'content-type': 'application/xml' },
      body: buildXml(root, {
        '@xmlns': NAMESPACE,
        ...fieldsOf(
          xmlContent(rest, list => (list === 'Buckets' ? 'Bucket' : undefined)),
        ),
      }),
    };
  },

  encodeError(error, exchange) {
    const { request, requestId } = exchange;
    return {
      status: error.status,
      headers: { ...idsOf(exchange), 'content-type': 'application/xml' },
      body:
        request.method === 'HEAD'
          ? undefined
          : buildXml('Error', {
              Code: error.code,
              Message: error.message,
              Resource: request.path,
              RequestId: requestId,
            }),
    };
  },

  missingCredentials() {
    return new AwsError('AccessDenied', 'Access Denied', 403);
  },
};

/** S3 subresources: `?acl` addresses an object's access control list, not the object. */
const SUBRESOURCES =
  /^(acl|cors|delete|encryption|legal-hold|lifecycle|location|logging|notification|object-lock|partNumber|policy|policyStatus|publicAccessBlock|replication|restore|retention|tagging|torrent|uploadId|uploads|versioning|versions|website|attributes)$/;

function unservedSubresource({ query }: WireRequest, { route }: RouteMatch) {
  return [...query.keys()].find(
    name => SUBRESOURCES.test(name) && !(name in (route.whenQuery ?? {})),
  );
}

/** The bucket may be in the host, `bucket.localhost:4566`; the routes expect it in the path. */
function pathStyle(request: WireRequest): WireRequest {
  const bucket = /^(.+)\.localhost(:\d+)?$/.exec(
    request.headers.host ?? '',
  )?.[1];
  return bucket ? { ...request, path: `/${bucket}${request.path}` } : request;
}

function bodyOf({ headers, body }: WireRequest): Buffer {
  return headers['x-amz-content-sha256']?.toString().startsWith('STREAMING-')
    ? decodeAwsChunked(body)
    : body;
}

function idsOf({ requestId }: Exchange): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
}
