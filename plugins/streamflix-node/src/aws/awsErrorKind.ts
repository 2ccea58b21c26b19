import type { AwsErrorKind } from './AwsError';

/** The fields of an error of the SDK, AWS or the network. */
export interface ErrorShape {
  name: string;
  code: string;
  message: string;
  status?: number;
}

export function shapeOf(error: unknown): ErrorShape {
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

/** Why AWS could not be used; undefined when the error is about the request. */
export function awsErrorKind({
  name,
  code,
  message,
  status,
}: ErrorShape): AwsErrorKind | undefined {
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
