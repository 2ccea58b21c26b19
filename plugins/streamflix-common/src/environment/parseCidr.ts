/**
 * Parses an IPv4 range into the number of its first address and its count of addresses.
 *
 * @public
 */
export function parseCidr(range: string): { first: number; size: number } {
  const [address, bits] = range.split('/');
  return {
    first: address
      .split('.')
      .reduce((sum, part) => sum * 256 + Number(part), 0),
    size: 2 ** (32 - Number(bits)),
  };
}
