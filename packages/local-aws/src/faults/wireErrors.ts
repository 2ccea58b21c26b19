import type { ProtocolName } from '../protocols/Protocol';
import { AwsError } from '../protocols/Service';

/** Code, HTTP status and message of an error on the wire. */
type Answer = readonly [code: string, status: number, message: string];

type Answers = Readonly<Record<ProtocolName, Answer>>;

/** The common errors of all services of a protocol, as their API references list them. */
const answers = {
  throttled: {
    'aws-query': ['Throttling', 400, 'Rate exceeded'],
    'aws-json': ['ThrottlingException', 400, 'Rate exceeded'],
    'ec2-query': ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
    'rest-json': ['TooManyRequestsException', 429, 'Too Many Requests'],
    'rest-xml': ['SlowDown', 503, 'Please reduce your request rate.'],
  },
  expired: {
    'aws-query': [
      'ExpiredToken',
      403,
      'The security token included in the request is expired',
    ],
    'aws-json': [
      'ExpiredTokenException',
      400,
      'The security token included in the request is expired',
    ],
    'ec2-query': ['RequestExpired', 400, 'Request has expired.'],
    'rest-json': [
      'ExpiredTokenException',
      403,
      'The security token included in the request is expired',
    ],
    'rest-xml': ['ExpiredToken', 400, 'The provided token has expired.'],
  },
  internal: {
    ...same(
      'InternalFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    ),
    'ec2-query': ['InternalError', 500, 'An internal error has occurred'],
    'rest-xml': [
      'InternalError',
      500,
      'We encountered an internal error. Please try again.',
    ],
  },
  unavailable: {
    ...same(
      'ServiceUnavailable',
      503,
      'The request has failed due to a temporary failure of the server.',
    ),
    'ec2-query': [
      'Unavailable',
      503,
      'The server is overloaded and cannot handle the request.',
    ],
    'rest-xml': [
      'ServiceUnavailable',
      503,
      'Service is unable to handle request.',
    ],
  },
} satisfies Record<string, Answers>;

const DENIALS: Readonly<
  Record<ProtocolName, readonly [code: string, status: number]>
> = {
  'aws-query': ['AccessDenied', 403],
  'aws-json': ['AccessDeniedException', 400],
  'ec2-query': ['UnauthorizedOperation', 403],
  'rest-json': ['AccessDeniedException', 403],
  'rest-xml': ['AccessDenied', 403],
};

function same(code: string, status: number, message: string): Answers {
  const answer: Answer = [code, status, message];
  return {
    'aws-json': answer,
    'aws-query': answer,
    'ec2-query': answer,
    'rest-json': answer,
    'rest-xml': answer,
  };
}

/** An error that any call may receive, in the format of the protocol. */
export function wireError(
  kind: keyof typeof answers,
  protocol: ProtocolName,
): AwsError {
  const [code, status, message] = (answers[kind] as Answers)[protocol];
  return new AwsError(code, message, status);
}

/** Where a service has a code of its own for throttled calls. Sources: their API references. */
const THROTTLED_CODES: Readonly<Record<string, string>> = {
  kinesis: 'LimitExceededException',
  servicequotas: 'TooManyRequestsException',
};

/** The error for a call above the rate of its API. */
export function throttled(service: string, protocol: ProtocolName): AwsError {
  const error = wireError('throttled', protocol);
  return new AwsError(
    THROTTLED_CODES[service] ?? error.code,
    error.message,
    error.status,
  );
}

/** An access denied error, with the protocol's code. */
export function denial(protocol: ProtocolName, message: string): AwsError {
  const [code, status] = DENIALS[protocol];
  return new AwsError(
    code,
    protocol === 'ec2-query'
      ? `You are not authorized to perform this operation. ${message}`
      : message,
    status,
  );
}
