/**
 * The interface between the HTTP server and the imitated services.
 *
 * The server parses the request into an `Operation`'s input and serializes its output; a service never sees the wire format. With
 * the Query protocol every scalar arrives as a string (`'true'`, `'42'`): convert it to the type in the API's model.
 */

/**
 * What an operation knows about its caller.
 *
 * @public
 */
export interface Call {
  /** The region the request was signed for, for example `eu-west-2`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly accessKeyId?: string;
  /** The URL of this local AWS, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal;
}

/**
 * An error response of AWS. `code` is the code on the wire, `status` the HTTP status.
 *
 * @public
 */
export class AwsError extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
    this.name = code;
  }
}

/**
 * One API operation: plain objects with the API's member names, times as `Date`; `undefined` members are omitted.
 *
 * @public
 */
export type Operation = (
  input: Record<string, unknown>,
  call: Call,
) => unknown | Promise<unknown>;

/** @public */
export interface Service {
  /** The signing name of the service: `cloudformation`, `ecs`, `elasticache` … */
  readonly name: string;
  /** By operation name, for example `DescribeStacks`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Name of the stack a request refers to, if any. */
  stackOf?(input: Record<string, unknown>, region: string): string | undefined;
  /** Stops everything the service still runs; called when the server closes. */
  close?(): void | Promise<void>;
}
