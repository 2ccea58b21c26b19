/**
 * What the HTTP server and the imitated services agree on.
 *
 * The server turns bytes into an `Operation`'s input and its output back into bytes; a service never sees the wire.
 * With the Query protocol every scalar arrives as a string (`'true'`, `'42'`): use what the API's model says it is.
 */

/** What an operation gets to know of its caller. */
export interface Call {
  /** Region the request was signed for, for example `eu-west-2`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly accessKeyId?: string;
  /** Where this local AWS answers, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
}

/** An error AWS would answer. `code` is the code on the wire, `status` the HTTP status. */
export class AwsError extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
    this.name = code;
  }
}

/** One API operation: plain objects in the member names of the API, times as `Date`; `undefined` members are left out. */
export type Operation = (
  input: Record<string, unknown>,
  call: Call,
) => unknown | Promise<unknown>;

export interface Service {
  /** Name used in the request's signature: `cloudformation`, `ecs`, `elasticache` … */
  readonly name: string;
  /** By operation name, for example `DescribeStacks`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Name of the stack a request is about, when it is about one. */
  stackOf?(input: Record<string, unknown>, region: string): string | undefined;
  /** Ends whatever the service still has running; called when the server closes. */
  close?(): void | Promise<void>;
}
