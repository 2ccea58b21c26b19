import { AwsError } from './Service';
import { parseObject, toJson } from './json';
import { matchRoute } from './matchRoute';
import type { Exchange, Protocol, WireResponse } from './Protocol';
import { isRestService } from './RestService';

/**
 * REST with JSON bodies, used by Account Management and both versions of API Gateway.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  name: 'rest-json',

  recognises(request, service) {
    return service
      ? ['account', 'apigateway'].includes(service)
      : /^\/(restapis|vpclinks|v2)(\/|$)/.test(request.path);
  },

  decode(request, candidates) {
    const match = matchRoute(request, candidates);
    if (!match) {
      throw new AwsError(
        'UnknownOperationException',
        `There is no operation at ${request.method} ${request.path}.`,
        404,
      );
    }
    return {
      service: match.service,
      operation: match.route.operation,
      input: {
        ...parseObject(request.body),
        ...Object.fromEntries(request.query),
        ...match.labels,
      },
    };
  },

  encode(output, exchange) {
    return json(200, exchange, output ?? {});
  },

  encodeError(error, exchange) {
    const response = json(error.status, exchange, { message: error.message });
    return {
      ...response,
      headers: { ...response.headers, 'x-amzn-errortype': error.code },
    };
  },

  missingCredentials() {
    return new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
      403,
    );
  },
};

function json(
  status: number,
  { invocation, requestId }: Exchange,
  content: unknown,
): WireResponse {
  const service = invocation?.service;
  const timestamps =
    service && isRestService(service) ? service.timestamps : undefined;
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
    },
    body: toJson(content, timestamps ?? 'epoch-seconds'),
  };
}
