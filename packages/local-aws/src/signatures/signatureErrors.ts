import type { ProtocolName } from '../protocols/Protocol';
import { AwsError } from '../protocols/Service';

type Answer = readonly [code: string, status: number, message?: string];
type Answers = Readonly<Partial<Record<ProtocolName, Answer>>>;

/**
 * The codes of each protocol, with messages where they are a service's own; the first is that of the rest.
 *
 * Documented: https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html, S3's and EC2's lists of error codes, and
 * the common errors of each API reference. The status of JSON services is assumed.
 */
const answers = {
  mismatch: {
    'aws-query': ['SignatureDoesNotMatch', 403],
    'aws-json': ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    'ec2-query': [
      'AuthFailure',
      401,
      'AWS was not able to validate the provided access credentials',
    ],
    'rest-xml': ['SignatureDoesNotMatch', 403],
  },
  skew: {
    'aws-query': ['SignatureDoesNotMatch', 403],
    'aws-json': ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    'ec2-query': ['RequestExpired', 400],
    'rest-xml': [
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    ],
  },
  /** An access key or session token that AWS does not know, or not in this region. */
  unknownKey: {
    'aws-query': ['InvalidClientTokenId', 403],
    'aws-json': ['UnrecognizedClientException', 403],
    'rest-json': ['UnrecognizedClientException', 403],
    'ec2-query': [
      'AuthFailure',
      401,
      'AWS was not able to validate the provided access credentials',
    ],
    'rest-xml': [
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
  },
  incomplete: {
    'aws-query': ['IncompleteSignature', 400],
    'aws-json': ['IncompleteSignatureException', 400],
    'rest-json': ['IncompleteSignatureException', 403],
    'ec2-query': ['AuthFailure', 401],
    'rest-xml': ['AuthorizationHeaderMalformed', 400],
  },
} satisfies Record<string, Answers>;

/** An error of authentication, in the format of the protocol. */
export function signatureError(
  kind: keyof typeof answers,
  protocol: ProtocolName,
  message: string,
): AwsError {
  const [code, status, own] = (answers[kind] as Record<ProtocolName, Answer>)[
    protocol
  ];
  return new AwsError(code, own ?? message, status);
}
