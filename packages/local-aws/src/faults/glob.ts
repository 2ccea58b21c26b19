/** Whether a text is what a pattern says, in which `*` stands for anything; no pattern is any text. */
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
