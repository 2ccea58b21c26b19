import { AwsError } from './Service';
import { type Fields, fieldsOf } from '../world/values';
import { decodeForm } from './decodeForm';
import type { Exchange, Protocol, WireRequest, WireResponse } from './Protocol';
import { queryDialects } from './queryDialects';
import { buildXml, xmlContent } from './xml';

/**
 * AWS Query: form requests, XML responses.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery: Protocol = {
  name: 'aws-query',

  recognises(request) {
    return isForm(request) || request.query.has('Action');
  },

  decode(request, [service]) {
    const form = parameters(request);
    const operation = form.get('Action');
    if (!operation) {
      throw new AwsError(
        'MissingAction',
        'The request is missing an Action parameter.',
      );
    }
    if (!Object.hasOwn(service.operations, operation)) {
      throw new AwsError(
        'InvalidAction',
        `Could not find operation ${operation} for version ${
          form.get('Version') ?? 'NO_VERSION_SPECIFIED'
        }`,
      );
    }
    const { Action: _action, Version: _version, ...input } = decodeForm(form);
    return { service, operation, input };
  },

  encode(output, exchange) {
    const { namespace, itemName } = dialectOf(exchange);
    const operation = exchange.invocation?.operation;
    const result = fieldsOf(xmlContent(output, itemName));
    return xml(200, exchange, `${operation}Response`, {
      '@xmlns': namespace,
      // An operation without output has no result element at all.
      ...(output === undefined ? {} : { [`${operation}Result`]: result }),
      ResponseMetadata: { RequestId: exchange.requestId },
    });
  },

  encodeError(error, exchange) {
    return xml(error.status, exchange, 'ErrorResponse', {
      '@xmlns': dialectOf(exchange).namespace,
      Error: {
        Type: error.status < 500 ? 'Sender' : 'Receiver',
        Code: error.code,
        Message: error.message,
      },
      RequestId: exchange.requestId,
    });
  },

  missingCredentials() {
    return new AwsError(
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
      403,
    );
  },
};

function isForm({ headers }: WireRequest): boolean {
  return Boolean(
    headers['content-type']?.startsWith('application/x-www-form-urlencoded'),
  );
}

function parameters(request: WireRequest): URLSearchParams {
  return isForm(request)
    ? new URLSearchParams(request.body.toString('utf8'))
    : request.query;
}

function dialectOf(exchange: Exchange) {
  const { namespace, items = {} } = queryDialects[exchange.service] ?? {
    namespace: `https://${exchange.service}.amazonaws.com/doc/`,
  };
  return { namespace, itemName: (list: string) => items[list] ?? 'member' };
}

function xml(
  status: number,
  exchange: Exchange,
  root: string,
  content: Fields,
): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'text/xml',
      'x-amzn-requestid': exchange.requestId,
    },
    body: buildXml(root, content),
  };
}
