/**
 * URL of a link outside Backstage; undefined where the text must not become a link. Only complete https URLs without credentials
 * are allowed, and http URLs for a local AWS emulator.
 */
export function linkHref(
  address: string,
  options: { localAws: boolean },
): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  const protocols = options.localAws ? ['https:', 'http:'] : ['https:'];
  return protocols.includes(url.protocol) && !url.username && !url.password
    ? url.href
    : undefined;
}
