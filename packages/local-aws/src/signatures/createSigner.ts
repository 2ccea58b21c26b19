import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** What the signer knows of Node.js's hashes. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', secret as string | NodeJS.ArrayBufferView);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}

/** Signs as the AWS SDK does. */
export const createSigner = (
  { service, region }: { readonly service: string; readonly region: string },
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'],
): SignatureV4 =>
  new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: service !== 's3',
  });

const PAYLOAD = 'x-amz-content-sha256';
const unsigned = new Set([PAYLOAD]);

/** The query of a presigned address, with its signature. The body is signed only where it is given. */
export async function presign(
  signer: SignatureV4,
  request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Record<string, string | string[]>;
    readonly headers: Record<string, string>;
    readonly body?: Uint8Array;
  },
  signingDate: Date,
  expiresIn: number,
): Promise<Record<string, string>> {
  const { query } = await signer.presign(
    {
      protocol: 'http:',
      hostname: '',
      ...request,
      headers: request.body
        ? request.headers
        : { ...request.headers, [PAYLOAD]: 'UNSIGNED-PAYLOAD' },
    },
    {
      signingDate,
      expiresIn,
      unsignableHeaders: unsigned,
      unhoistableHeaders: unsigned,
    },
  );
  return query as Record<string, string>;
}
