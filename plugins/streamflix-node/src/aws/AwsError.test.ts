import { AwsError, toAwsError } from './AwsError';

const call = {
  action: 'cloudformation:CreateChangeSet',
  account: '111122223333',
  region: 'eu-west-2',
};

const failure = (shape: {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode: number };
}) => Object.assign(new Error(shape.message ?? ''), shape);

const kinds: [kind: AwsError['kind'], error: Error][] = [
  [
    'credentials',
    failure({
      name: 'CredentialsProviderError',
      message: 'Could not load credentials from any providers',
    }),
  ],
  [
    'credentials',
    failure({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    }),
  ],
  [
    'expired',
    failure({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    }),
  ],
  [
    'denied',
    failure({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: cloudformation:CreateChangeSet',
    }),
  ],
  ['throttled', failure({ name: 'Throttling', message: 'Rate exceeded' })],
  ['throttled', failure({ $metadata: { httpStatusCode: 429 } })],
  ['unreachable', failure({ code: 'ENOTFOUND', message: 'getaddrinfo' })],
  ['unreachable', failure({ name: 'TimeoutError' })],
  [
    'unreachable',
    // How the SDK reports a connection that broke before the response.
    failure({
      message: 'AWS SDK error wrapper for TimeoutError: socket hang up',
    }),
  ],
  [
    'unreachable',
    // An HTML page from a proxy, or from a local AWS that failed.
    failure({
      name: 'Error',
      message:
        '@aws-sdk XML parse error: mismatched tags <html> and </title>.\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
      $metadata: { httpStatusCode: 500 },
    }),
  ],
  [
    'unreachable',
    // Node's error when a host name has several addresses and none of them responds.
    new AggregateError([failure({ code: 'ECONNREFUSED' })]),
  ],
];

describe('an error of AWS', () => {
  it.each(kinds)('is %s: %s', (kind, error) => {
    expect(toAwsError(error, call)).toMatchObject({ kind });
  });

  it('becomes a sentence with place, cause and what to do, and keeps what AWS said', () => {
    const error = failure({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect(toAwsError(error, call)?.message).toBe(
      'AWS throttles cloudformation:CreateChangeSet in account 111122223333, eu-west-2, also after several tries. Try again in a minute. (Rate exceeded)',
    );
  });

  it('never repeats the request, which holds the session token', () => {
    const error = failure({
      name: 'SignatureDoesNotMatch',
      message:
        "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:IQoJb3Jpz'",
    });
    const said = toAwsError(error, call)?.message;
    expect(said).toContain('does not match the signature you provided.');
    expect(said).not.toContain('IQoJb3Jpz');
  });

  it.each(kinds)(
    'has a public message without account, identity or host: %s',
    (_, error) => {
      const wordy = Object.assign(error, {
        message: `${error.message} (arn:aws:sts::111122223333:assumed-role/portal/x at 10.0.0.7:4566)`,
      });
      const known = toAwsError(wordy, call);
      expect(known?.publicMessage).toMatch(/ in eu-west-2|for eu-west-2/);
      expect(known?.publicMessage).not.toMatch(/\d{4}|arn:|portal|10\.0\.0\.7/);
    },
  );

  it('contains no line breaks or terminal escapes of AWS', () => {
    const error = failure({
      name: 'AccessDenied',
      message: 'Denied \u001b[31mred\r[error] forged',
    });
    expect(toAwsError(error, call)?.message).toContain(
      '(Denied  [31mred [error] forged)',
    );
  });

  it('is no fault of whoever asked over HTTP', () => {
    const [[, error]] = kinds;
    expect(toAwsError(error, call)?.name).toBe('ServiceUnavailableError');
  });

  it('is none when it is about the request itself', () => {
    const error = failure({ name: 'ValidationError', message: 'Stack exists' });
    expect(toAwsError(error, call)).toBeUndefined();
  });

  it('is translated once', () => {
    const inner = new AwsError(
      'expired',
      'They have expired.',
      'ExpiredToken',
      call,
    );
    expect(toAwsError(inner, call)).toBe(inner);
  });

  it('names the action AWS denies, where several were asked for in one go', () => {
    const denied = failure({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: cloudformation:DeleteStack on resource: *',
    });
    expect(toAwsError(denied, call)?.message).toMatch(
      /^AWS denies cloudformation:DeleteStack in account 111122223333, eu-west-2\./,
    );
  });
});
