import { Address4, Address6 } from 'ip-address';
import { validationError } from './validationError';

const refuse = () =>
  validationError(
    'Template error: Fn::Cidr object must have between 2 and 3 arguments: an ipBlock, a count between 1 and 256, and cidrBits that fit the block',
  );

/**
 * `Fn::Cidr`: the first `count` blocks with `cidrBits` host bits inside `ipBlock`.
 *
 * @throws AwsError `ValidationError` when the block is malformed or too small.
 */
export function cidrBlocks(
  ipBlock: string,
  count: number,
  cidrBits?: number,
): string[] {
  const isV6 = ipBlock.includes(':');
  const Address = isV6 ? Address6 : Address4;
  if (!Address.isValid(ipBlock) || !ipBlock.includes('/')) throw refuse();
  const block = new Address(ipBlock);
  const width = isV6 ? 128 : 32;
  const hostBits = cidrBits ?? (isV6 ? 64 : 8);
  const room = width - block.subnetMask - hostBits;
  const fits = room >= 0 && (room >= 8 || count <= 2 ** room);
  const isWhole = Number.isInteger(count) && Number.isInteger(hostBits);
  if (!(isWhole && count >= 1 && count <= 256 && fits && hostBits > 0)) {
    throw refuse();
  }
  const start = block.startAddress().bigInt();
  const size = 2n ** BigInt(hostBits);
  return Array.from({ length: count }, (_, index) => {
    const address = Address.fromBigInt(start + BigInt(index) * size);
    return `${address.correctForm()}/${width - hostBits}`;
  });
}
