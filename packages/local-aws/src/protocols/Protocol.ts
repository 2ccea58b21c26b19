import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError, Service } from './Service';
import type { Fields } from '../world/values';

/** One HTTP request with its body. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
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

/** The operation and input of a request. */
interface Invocation {
  readonly service: Service;
  readonly operation: string;
  readonly input: Fields;
}

/** The parts of a request that its response depends on. */
export interface Exchange {
  /** Signing name of the service. */
  readonly service: string;
  readonly requestId: string;
  readonly request: WireRequest;
  /** Missing when the request was refused before it was parsed. */
  readonly invocation?: Invocation;
}

export type ProtocolName =
  | 'aws-json'
  | 'aws-query'
  | 'ec2-query'
  | 'rest-json'
  | 'rest-xml';

/**
 * A wire protocol of AWS's clients.
 *
 * It is detected per request, not per service: the JavaScript SDK sends JSON to CloudWatch, the AWS CLI sends Query.
 */
export interface Protocol {
  readonly name: ProtocolName;
  /** Whether a request uses this protocol. The service is unknown when the request has no credentials. */
  recognises(request: WireRequest, service?: string): boolean;
  /** @throws AwsError when the body cannot be parsed or the operation does not exist. */
  decode(request: WireRequest, candidates: readonly Service[]): Invocation;
  encode(output: unknown, exchange: Exchange): WireResponse;
  encodeError(error: AwsError, exchange: Exchange): WireResponse;
  /** AWS's error for a request without credentials. */
  missingCredentials(): AwsError;
}
