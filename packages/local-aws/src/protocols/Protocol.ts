import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError, Service } from '../Service';
import type { Fields } from '../values';

/** One HTTP request, its body read. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What a request asks for, once its bytes are understood. */
export interface Invocation {
  readonly service: Service;
  readonly operation: string;
  readonly input: Fields;
}

/** What a response needs to know of its request. */
export interface Exchange {
  /** Signing name of the service. */
  readonly service: string;
  readonly requestId: string;
  readonly request: WireRequest;
  /** Missing when the request was refused before it was understood. */
  readonly invocation?: Invocation;
}

export type ProtocolName =
  | 'aws-json'
  | 'aws-query'
  | 'ec2-query'
  | 'rest-json'
  | 'rest-xml'
  | 'rpc-v2-cbor';

/**
 * One of the ways in which AWS's clients put an operation on the wire.
 *
 * It is chosen for each request, never for a service: the JavaScript SDK speaks CBOR to CloudWatch, older command
 * lines speak Query to it.
 */
export interface Protocol {
  readonly name: ProtocolName;
  /** Whether a request is in this protocol. The service is unknown when the request carries no credentials. */
  recognises(request: WireRequest, service?: string): boolean;
  /** @throws AwsError when the body cannot be read or the operation does not exist. */
  decode(request: WireRequest, candidates: readonly Service[]): Invocation;
  encode(output: unknown, exchange: Exchange): WireResponse;
  encodeError(error: AwsError, exchange: Exchange): WireResponse;
  /** How AWS refuses a request without credentials. */
  missingCredentials(): AwsError;
}
