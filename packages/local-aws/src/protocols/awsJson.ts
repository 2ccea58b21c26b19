import { AwsError } from './Service';
import { parseObject, toJson } from './json';
import type { Exchange, Protocol, WireResponse } from './Protocol';

/**
 * AWS JSON 1.0 and 1.1: every request is a POST to `/` with the operation in `X-Amz-Target`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const awsJson: Protocol = {
  name: 'aws-json',

  recognises(request) {
    return request.headers['x-amz-target'] !== undefined;
  },

  decode(request, [service]) {
    const operation = String(request.headers['x-amz-target']).split('.').pop();
    if (!operation || !Object.hasOwn(service.operations, operation)) {
      throw new AwsError(
        'UnknownOperationException',
        `The operation ${operation} is not known to ${service.name}.`,
      );
    }
    return { service, operation, input: parseObject(request.body) };
  },

  encode(output, exchange) {
    return json(200, exchange, output ?? {});
  },

  encodeError(error, exchange) {
    const response = json(error.status, exchange, {
      __type: error.code,
      message: error.message,
    });
    return {
      ...response,
      headers: {
        ...response.headers,
        'x-amzn-errortype': error.code,
        ...queryErrorHeader(error, exchange),
      },
    };
  },

  missingCredentials() {
    return new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    );
  },
};

/** Services that formerly used Query return its error codes in this header, for clients that request them. */
function queryErrorHeader(
  error: AwsError,
  { request }: Exchange,
): Record<string, string> {
  return request.headers['x-amzn-query-mode'] === 'true'
    ? {
        'x-amzn-query-error': `${error.code};${
          error.status < 500 ? 'Sender' : 'Receiver'
        }`,
      }
    : {};
}

function json(
  status: number,
  exchange: Exchange,
  content: unknown,
): WireResponse {
  return {
    status,
    headers: {
      'content-type':
        exchange.request.headers['content-type'] ??
        'application/x-amz-json-1.1',
      'x-amzn-requestid': exchange.requestId,
    },
    body: toJson(content, 'epoch-seconds'),
  };
}
