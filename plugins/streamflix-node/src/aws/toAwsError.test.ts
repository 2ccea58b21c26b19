import { causes } from '../causes/findCause';
import { AwsError } from './AwsError';
import { toAwsError } from './toAwsError';

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

  it("becomes a message with target, cause and resolution, and keeps AWS's message", () => {
    const error = failure({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect(toAwsError(error, call)?.message).toBe(
      'AWS throttles cloudformation:CreateChangeSet in account 111122223333, eu-west-2, also after several tries. Try again in a minute. (Rate exceeded)',
    );
  });

  it.each([
    [
      'scp-deny',
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ecs:ListClusters with an explicit deny in a service control policy',
      'eu-west-2',
    ],
    [
      'permissions-boundary',
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ecs:ListClusters because no permissions boundary allows the ecs:ListClusters action',
      'eu-west-2',
    ],
    [
      'clock-wrong',
      'SignatureDoesNotMatch',
      'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)',
      'eu-west-2',
    ],
    [
      'clock-wrong',
      'InvalidSignatureException',
      'Signature not yet current: 20260101T001000Z is still later than 20260101T000500Z',
      'eu-west-2',
    ],
    [
      'region-not-enabled',
      'RegionDisabledException',
      'STS is not activated in this region for account:111122223333.',
      'eu-south-1',
    ],
    [
      'opt-in-region',
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      'eu-south-1',
    ],
    [
      'opt-in-region',
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      'ap-east-1',
    ],
    [
      'account-not-activated',
      'OptInRequired',
      'The AWS Access Key Id needs a subscription for the service',
      'eu-west-2',
    ],
    [
      'account-blocked',
      'AccessDenied',
      'Your account has been suspended',
      'eu-west-2',
    ],
    [
      'tls-proxy-ca-untrusted',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'unable to get local issuer certificate',
      'eu-west-2',
    ],
    [
      'proxy-needs-login',
      'ERR_PROXY_TUNNEL',
      'Failed to establish tunnel to sts.eu-west-2.amazonaws.com:443 via http://proxy.example.com:3128: HTTP/1.1 407 Proxy Authentication Required',
      'eu-west-2',
    ],
    [
      'proxy-refused',
      'ERR_PROXY_TUNNEL',
      'Failed to establish tunnel to sts.eu-west-2.amazonaws.com:443 via http://proxy.example.com:3128: HTTP/1.1 403 Forbidden',
      'eu-west-2',
    ],
  ])('is explained as %s: %s %s', (causeId, name, message, region) => {
    const cause = causes.find(({ id }) => id === causeId);
    const known = toAwsError(failure({ name, code: name, message }), {
      ...call,
      region,
    });
    expect(known).toMatchObject({
      causeId,
      message: expect.stringContaining(`${cause?.cause} ${cause?.resolution}`),
      publicMessage: expect.stringContaining(cause?.cause ?? ''),
    });
  });

  it('names no cause of a throttled call, although a change that is too frequent has the same words', () => {
    const error = failure({
      name: 'ThrottlingException',
      message:
        'Rate exceeded for stream stream-abc under account 111122223333.',
    });
    expect(toAwsError(error, call)).toMatchObject({
      kind: 'throttled',
      causeId: undefined,
      message: expect.stringContaining('Try again in a minute.'),
    });
  });

  it('does not mention opt-in regions in a region that every account has', () => {
    const error = failure({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
    expect(toAwsError(error, call)?.causeId).toBeUndefined();
  });

  it('never repeats the request, which contains the session token', () => {
    const error = failure({
      name: 'SignatureDoesNotMatch',
      message:
        "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:IQoJb3Jpz'",
    });
    const message = toAwsError(error, call)?.message;
    expect(message).toContain('does not match the signature you provided.');
    expect(message).not.toContain('IQoJb3Jpz');
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

  it('is not the fault of the HTTP client', () => {
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

  it('names the denied action among several of one call', () => {
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
