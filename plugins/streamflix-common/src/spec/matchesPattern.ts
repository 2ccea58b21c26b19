/**
 * Whether a text matches a pattern as a whole. `*` stands for any number of any characters; everything else stands for itself.
 *
 * Takes at most pattern × text steps: a regular expression made of the pattern could take exponentially many.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return value === pattern;
  if (!value.startsWith(first)) return false;
  let position = first.length;
  for (const part of rest) {
    // The earliest occurrence leaves the most room for what follows.
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return value.length - last.length >= position && value.endsWith(last);
}
