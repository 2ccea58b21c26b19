import { channel } from 'node:diagnostics_channel';
import { ServiceUnavailableError } from '@backstage/errors';
import { optInRegion } from '../causes/accountCauses';
import type { Cause } from '../causes/Cause';
import { findParticularCause } from '../causes/findCause';
import { optInRegions } from './optInRegions';
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

interface Shape {
  name: string;
  code: string;
  message: string;
  status?: number;
}

function shapeOf(error: unknown): Shape {
  const read = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null
      ? Reflect.get(value, key)
      : undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const code = text(read(error, 'code')) || text(read(error, 'Code'));
  const status = read(read(error, '$metadata'), 'httpStatusCode');
  // Node tries several addresses of a host name at once; the AggregateError it throws has no message of its own.
  const [first] = (read(error, 'errors') as unknown[] | undefined) ?? [];
  return {
    name: text(read(error, 'name')),
    code: code || text(read(first, 'code')),
    message: (
      text(read(error, 'message')) || text(read(first, 'message'))
    ).replace(/^AWS SDK error wrapper for (Error: )?/, ''),
    status: typeof status === 'number' ? status : undefined,
  };
}

const unreachable =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_PROXY_\w+)\b/;

/** OpenSSL's messages, without a code where the SDK wraps the error. */
const untrusted = /certificate|unable to (get|verify)/i;

/** The SDK's message when a connection breaks: a wrapper without a code. */
const broken = /^(TimeoutError: )?(socket hang up|read ECONN\w+|aborted)/;

/** What the SDK adds when it cannot parse a response, such as an HTML page: AWS itself did not send it. */
const unreadable = /Deserialization error: to see the raw response/;

function kindOf({ name, code, message, status }: Shape) {
  const is = (pattern: RegExp) => pattern.test(name) || pattern.test(code);
  if (
    is(
      /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/,
    )
  ) {
    return 'expired';
  }
  if (
    is(
      /^(CredentialsProviderError|TokenProviderError|UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|RequestTimeTooSkewed|AuthFailure|IncompleteSignature|MissingAuthenticationToken)/,
    ) ||
    /^(Could not load credentials|Resolved credential object is not valid)/.test(
      message,
    )
  ) {
    return 'credentials';
  }
  if (
    is(
      /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthorizationError|OptInRequired|SubscriptionRequired|NotSignedUp|RegionDisabled|AccountProblem|Blocked|PendingVerification)/,
    )
  ) {
    return 'denied';
  }
  if (
    is(
      /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled|SlowDown|PriorRequestNotComplete)/,
    ) ||
    status === 429
  ) {
    return 'throttled';
  }
  if (
    unreachable.test(code) ||
    // The SDK wraps unknown errors, and then only the message contains the code.
    (!status &&
      (unreachable.test(message) ||
        broken.test(message) ||
        untrusted.test(message))) ||
    unreadable.test(message) ||
    name === 'TimeoutError'
  ) {
    return 'unreachable';
  }
  return undefined;
}

const deniedAction = /not authorized to perform: ([a-z0-9-]+:\w+)/;

/** What happened, and the advice when AWS's message does not name its cause. */
const messages: Record<
  AwsErrorKind,
  (where: string, action: string) => { summary: string; advice: string }
> = {
  credentials: where => ({
    summary: `There are no valid AWS credentials for ${where}.`,
    advice:
      'Set aws.mainAccount or aws.accounts in the configuration, or give the process credentials as the AWS CLI takes them.',
  }),
  unreachable: where => ({
    summary: `AWS cannot be reached in ${where}.`,
    advice:
      'Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the endpoint (streamflix.aws.endpoint or AWS_ENDPOINT_URL), then try again.',
  }),
  denied: (where, action) => ({
    summary: `AWS denies ${action} in ${where}.`,
    advice: 'Allow it to the role or user of the configured credentials.',
  }),
  expired: where => ({
    summary: `The AWS credentials for ${where} have expired.`,
    advice: 'Renew them, then try again.',
  }),
  throttled: (where, action) => ({
    summary: `AWS throttles ${action} in ${where}, also after several tries.`,
    advice: 'Try again in a minute.',
  }),
};

/** Causes that the advice of their kind already describes. */
const described = [
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'network-unreachable',
];

const rejectedCredentials =
  /^(InvalidClientTokenId|UnrecognizedClientException|AuthFailure)/;

function knownCause(
  { name, code, message }: Shape,
  region: string,
): Cause | undefined {
  const codes = [name, code].filter(Boolean);
  const found = findParticularCause(`${codes.join(': ')}: ${message}`);
  if (found && !described.includes(found.id)) return found;
  return optInRegions.includes(region) &&
    codes.some(c => rejectedCredentials.test(c))
    ? optInRegion
    : undefined;
}

/** Translates an error; undefined when it is none of the known kinds. */
export function toAwsError(
  error: unknown,
  call: AwsCall,
): AwsError | undefined {
  if (error instanceof AwsError) return error;
  const shape = shapeOf(error);
  const kind = kindOf(shape);
  if (!kind) return undefined;
  const { region, account } = call;
  const where = account ? `account ${account}, ${region}` : region;
  // Only the first line: the following lines may contain the signed request with the session token.
  const [words] = shape.message.trim().split('\n');
  const quoted = words ? ` (${printable(words.slice(0, 300))})` : '';
  // When a call needs several permissions, AWS names the one it denies.
  const action =
    (kind === 'denied' && deniedAction.exec(quoted)?.[1]) || call.action;
  const known = knownCause(shape, region);
  const { summary, advice } = messages[kind](where, action);
  return new AwsError(
    kind,
    `${summary} ${
      known ? `${known.cause} ${known.resolution}` : advice
    }${quoted}`,
    shape.code || shape.name,
    { action, region, service: call.action.split(':')[0] },
    known,
  );
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
