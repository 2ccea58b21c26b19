const compiled = new Map<string, RegExp>();

/** Whether a text matches a pattern as IAM reads it: `*` stands for any characters, `?` for exactly one. */
export function matchesWildcards(pattern: string, text: string): boolean {
  const known =
    compiled.get(pattern) ??
    new RegExp(
      `^${pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll(/\*+/g, '.*')
        .replaceAll('?', '.')}$`,
      's',
    );
  compiled.set(pattern, known);
  return known.test(text);
}
