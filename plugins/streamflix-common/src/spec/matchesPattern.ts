/**
 * Whether a text matches a pattern from beginning to end, case included; `*` stands for any characters, none among them. No
 * regular expression: its time grows with the product of both lengths at most, whatever the pattern.
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
