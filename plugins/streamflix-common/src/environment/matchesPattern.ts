/**
 * Whether a whole text matches a pattern, case-sensitive; `*` matches any number of characters, including none. Not a regular
 * expression: its time is at most proportional to the product of both lengths, for any pattern.
 *
 * @public
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
