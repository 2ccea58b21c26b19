import { createHash } from 'node:crypto';
import type { ProtocolName, WireRequest } from '../protocols/Protocol';
import { AwsError } from '../protocols/Service';
import type { AccessKeys, Secret } from './AccessKeys';
import { timeOf } from './clockSkew';
import { createSigner, presign } from './createSigner';
import type { Caller } from './identifyCaller';
import { signatureError } from './signatureErrors';

interface Signed {
  readonly signature: string;
  readonly headers: readonly string[];
  readonly date: string;
  readonly token?: string;
  /** Seconds; undefined when the signature is in the header. */
  readonly expires?: number;
}

/** The parts of a signature, in the header or a presigned address; undefined when one is missing. */
function read({ headers, query }: WireRequest): Partial<Signed> {
  const { authorization } = headers;
  if (authorization === undefined) {
    return {
      signature: query.get('X-Amz-Signature') ?? undefined,
      headers: query.get('X-Amz-SignedHeaders')?.split(';'),
      date: query.get('X-Amz-Date') ?? undefined,
      token: query.get('X-Amz-Security-Token') ?? undefined,
      expires: Number(query.get('X-Amz-Expires')),
    };
  }
  return {
    signature: /Signature=([0-9a-f]+)/.exec(authorization)?.[1],
    headers: /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1].split(';'),
    date: headers['x-amz-date']?.toString(),
    token: headers['x-amz-security-token']?.toString(),
  };
}

function queryOf(query: URLSearchParams): Record<string, string[]> {
  const names = new Set(query.keys());
  return Object.fromEntries([...names].map(name => [name, query.getAll(name)]));
}

/** What the signature must be. */
async function signatureOf(
  { method, path, query, headers, body }: WireRequest,
  caller: Caller,
  { secretAccessKey, sessionToken }: Secret,
  signed: Signed,
): Promise<string> {
  const { accessKeyId } = caller;
  const date = new Date(timeOf(signed.date) ?? 0);
  const request = {
    method,
    path,
    protocol: 'http:',
    hostname: '',
    query: queryOf(query),
    headers: Object.fromEntries(
      signed.headers.map(name => [name, headers[name]?.toString() ?? '']),
    ),
  };
  if (signed.expires !== undefined) {
    for (const name of Object.keys(request.query)) {
      if (/^X-Amz-/.test(name)) delete request.query[name];
    }
    const identity = { accessKeyId, secretAccessKey, sessionToken };
    const answer = await presign(
      createSigner(caller, identity),
      caller.service === 's3' ? request : { ...request, body },
      date,
      signed.expires,
    );
    return answer['X-Amz-Signature'];
  }
  const payload = headers['x-amz-content-sha256']?.toString();
  const answer = await createSigner(caller, {
    accessKeyId,
    secretAccessKey,
  }).sign(
    {
      ...request,
      // The hash of the body may be given without being signed.
      headers: payload
        ? { ...request.headers, 'x-amz-content-sha256': payload }
        : request.headers,
      body,
    },
    {
      signingDate: date,
      signableHeaders: new Set(signed.headers),
      unsignableHeaders: new Set(
        ['x-amz-content-sha256'].filter(name => !signed.headers.includes(name)),
      ),
    },
  );
  return /Signature=(\w+)/.exec(answer.headers.authorization)?.[1] ?? '';
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your';

function mismatch(protocol: ProtocolName): AwsError {
  const advice =
    protocol === 'rest-xml'
      ? 'key and signing method.'
      : 'AWS Secret Access Key and signing method. Consult the service documentation for details.';
  return signatureError('mismatch', protocol, `${MISMATCH} ${advice}`);
}

/** The error for a body that is not the one whose hash was signed. */
function bodyProblem({ headers, body }: WireRequest): AwsError | undefined {
  const hash = headers['x-amz-content-sha256']?.toString() ?? '';
  const isHash = /^[0-9a-f]{64}$/.test(hash);
  return isHash && createHash('sha256').update(body).digest('hex') !== hash
    ? new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      )
    : undefined;
}

/**
 * The error for a request that is not signed with the secret of its access key; undefined when it is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export async function signatureProblem(
  request: WireRequest,
  caller: Caller,
  accessKeys: AccessKeys,
  protocol: ProtocolName,
): Promise<AwsError | undefined> {
  const signed = read(request);
  const { signature, headers, date } = signed;
  if (!signature || !headers || !date) {
    const missing = [
      ...(headers
        ? []
        : ["Authorization header requires 'SignedHeaders' parameter."]),
      ...(signature
        ? []
        : ["Authorization header requires 'Signature' parameter."]),
      ...(date
        ? []
        : [
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
          ]),
    ];
    return signatureError('incomplete', protocol, missing.join(' '));
  }
  const secret = accessKeys.secretOf(caller.accessKeyId);
  if (!secret || secret.sessionToken !== signed.token) {
    const message = 'The security token included in the request is invalid.';
    return signatureError('unknownKey', protocol, message);
  }
  if (!headers.includes('host') && !headers.includes(':authority')) {
    const message =
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    return signatureError('mismatch', protocol, message);
  }
  if (!date.startsWith(caller.date)) {
    const message = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${
      caller.date
    }' != '${date.slice(0, 8)}', from '${date}'.`;
    return signatureError('mismatch', protocol, message);
  }
  const complete = { ...signed, signature, headers, date };
  const expected = await signatureOf(request, caller, secret, complete);
  return expected === signature ? bodyProblem(request) : mismatch(protocol);
}
