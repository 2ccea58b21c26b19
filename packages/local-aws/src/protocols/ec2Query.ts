import { AwsError } from './Service';
import { fieldsOf } from '../world/values';
import { awsQuery } from './awsQuery';
import type { Exchange, Protocol, WireResponse } from './Protocol';
import { buildXml, xmlContent } from './xml';

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * EC2's variant of Query: parsed like the others, but the response has no wrapper and its lists consist of `item`. Output member
 * names are those on the wire.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  name: 'ec2-query',

  recognises(request, service) {
    return service === 'ec2' && awsQuery.recognises(request, service);
  },

  decode: awsQuery.decode,

  encode(output, exchange) {
    return xml(200, exchange, `${exchange.invocation?.operation}Response`, {
      requestId: exchange.requestId,
      ...fieldsOf(xmlContent(output, () => 'item')),
    });
  },

  encodeError(error, exchange) {
    return xml(error.status, exchange, 'Response', {
      Errors: { Error: { Code: error.code, Message: error.message } },
      RequestID: exchange.requestId,
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

function xml(
  status: number,
  { requestId }: Exchange,
  root: string,
  content: object,
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: buildXml(root, { '@xmlns': NAMESPACE, ...content }),
  };
}
