import { channel } from 'node:diagnostics_channel';
import { ServiceUnavailableError } from '@backstage/errors';
import { printable } from '@streamflix/backstage-plugin-streamflix-common';

/**
 * Why AWS could not be used. Other AWS errors are about the request itself and are not translated.
 *
 * @public
 */
export type AwsErrorKind =
  | 'credentials'
  | 'unreachable'
  | 'denied'
  | 'expired'
  | 'throttled';

/**
 * The call that failed, for the message.
 *
 * @public
 */
export interface AwsCall {
  /** Service and operation as IAM names them, such as `cloudformation:CreateChangeSet`. */
  action: string;
  region: string;
  account?: string;
}

const askOperator =
  "Ask the operator of this installation; the backend's log has details.";

const publicMessages: Record<
  AwsErrorKind,
  (call: Pick<AwsCall, 'action' | 'region'>) => string
> = {
  credentials: ({ region }) =>
    `This installation has no valid AWS credentials for ${region}. ${askOperator}`,
  unreachable: ({ region }) =>
    `AWS cannot be reached in ${region}. Try again in a minute. If it persists: ${askOperator}`,
  denied: ({ action, region }) =>
    `AWS denies ${action} in ${region}, which this installation needs. ${askOperator}`,
  expired: ({ region }) =>
    `The AWS credentials of this installation for ${region} have expired. ${askOperator}`,
  throttled: ({ action, region }) =>
    `AWS throttles ${action} in ${region}. Try again in a minute.`,
};

const detailsChannel = channel('streamflix:aws-error');

/**
 * AWS could not be used. `message` describes where, why and what to do, and quotes AWS: it is for logs and the terminal. HTTP
 * status 503, because the request is not at fault.
 *
 * @public
 */
export class AwsError extends ServiceUnavailableError {
  /** What a user may see and can act on: no account, identity or host. */
  readonly publicMessage: string;
  /** The service that was called, as IAM names it; it may lack a permission for another one. */
  readonly service?: string;

  /** The id of its row in the table of causes, where AWS's message names one. */
  readonly causeId?: string;

  constructor(
    readonly kind: AwsErrorKind,
    message: string,
    /** The error code of AWS or the network, such as AccessDenied or ECONNREFUSED. */
    readonly code: string,
    call: Pick<AwsCall, 'action' | 'region'> & { service?: string },
    known?: { id: string; cause: string },
  ) {
    super(message);
    const text = publicMessages[kind](call);
    // The table's texts are ours: they name no account, identity or host.
    this.publicMessage = known ? `${text} ${known.cause}` : text;
    this.causeId = known?.id;
    this.service = call.service;
  }

  /** The message for users; `onAwsErrorDetails` receives the full one. */
  describeForUser(): string {
    detailsChannel.publish(this.message);
    return this.publicMessage;
  }
}

/**
 * Subscribes to the full error messages of AWS and the network, for logs and the terminal: messages to users omit account,
 * identity and host.
 *
 * @returns unsubscribes
 * @public
 */
export function onAwsErrorDetails(
  listener: (message: string) => void,
): () => void {
  const subscriber = (message: unknown) => listener(String(message));
  detailsChannel.subscribe(subscriber);
  return () => void detailsChannel.unsubscribe(subscriber);
}

const failedCalls = new WeakMap<object, AwsCall>();

/** Records the call that failed with an error that is not translated; returns the error. */
export function recordFailedCall(error: unknown, call: AwsCall): unknown {
  if (typeof error === 'object' && error !== null) failedCalls.set(error, call);
  return error;
}

/** One message for users on why a call to AWS failed: no account, identity or host. `onAwsErrorDetails` receives the rest. */
export function describeForUser(error: unknown): string {
  if (error instanceof AwsError) return error.describeForUser();
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const call = error instanceof Error ? failedCalls.get(error) : undefined;
  const request = call ? `${call.action} in ${call.region}` : 'a request';
  const summary = `AWS could not answer ${request} (${name}`;
  detailsChannel.publish(printable(`${summary}: ${message}).`));
  return printable(`${summary}).`);
}
