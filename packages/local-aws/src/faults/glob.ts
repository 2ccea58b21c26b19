/** Whether a text matches a pattern, in which `*` stands for any characters; a missing pattern matches everything. */
export function matchesGlob(
  pattern: string | undefined,
  text: string | undefined,
): boolean {
  if (pattern === undefined) return true;
  if (text === undefined) return false;
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
