/**
 * Address of a link to something outside Backstage; undefined where the text must not become a link. Only complete https
 * addresses without credentials do, and http addresses where local AWS answers.
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
