import { Encoder } from 'cbor-x';
import { AwsError } from '../Service';
import { type Fields, isFields } from '../values';
import { queryErrorHeader } from './awsJson';
import type { Exchange, Protocol, WireResponse } from './Protocol';

/**
 * Smithy RPC v2 with CBOR: `POST /service/<shape>/operation/<name>`. Current CloudWatch clients use it.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const rpcV2Cbor: Protocol = {
  name: 'rpc-v2-cbor',

  recognises(request) {
    return request.headers['smithy-protocol'] === 'rpc-v2-cbor';
  },

  decode(request, [service]) {
    const operation = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(
      request.path,
    )?.[1];
    if (!operation || !Object.hasOwn(service.operations, operation)) {
      throw new AwsError(
        'UnknownOperationException',
        `The operation ${operation ?? request.path} is not known to ${
          service.name
        }.`,
        404,
      );
    }
    return { service, operation, input: parse(request.body) };
  },

  encode(output, exchange) {
    return cbor(200, exchange, output ?? {});
  },

  encodeError(error, exchange) {
    const response = cbor(error.status, exchange, {
      __type: error.code,
      message: error.message,
    });
    return {
      ...response,
      headers: { ...response.headers, ...queryErrorHeader(error, exchange) },
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

// Times are tag 1, seconds since 1970, in both directions, as the protocol requires. The options disable the library's own CBOR
// extensions (records, tagged byte arrays).
const codec = new Encoder({
  mapsAsObjects: true,
  tagUint8Array: false,
  useRecords: false,
});

function parse(body: Buffer): Fields {
  if (!body.length) return {};
  try {
    const input: unknown = codec.decode(body);
    if (isFields(input)) return input;
  } catch {
    // Handled below, like CBOR that is not a map.
  }
  throw new AwsError(
    'SerializationException',
    'The request body is not a CBOR map.',
  );
}

function cbor(
  status: number,
  { requestId }: Exchange,
  content: unknown,
): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
    },
    body: codec.encode(withoutAbsent(content)),
  };
}

/** Unlike JSON, CBOR can encode `undefined`, which clients treat as a value. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, withoutAbsent(member)]),
  );
}
