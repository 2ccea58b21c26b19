interface Pattern {
  /** What a text starts with that matches; all of it where there is no wildcard. */
  readonly start: string;
  readonly expression?: RegExp;
}

const compiled = new Map<string, Pattern>();

function compile(pattern: string): Pattern {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard < 0) return { start: pattern };
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return {
    start: pattern.slice(0, wildcard),
    expression: new RegExp(`^${source}$`, 's'),
  };
}

/** Whether a text matches a pattern as IAM reads it: `*` stands for any characters, `?` for exactly one. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let known = compiled.get(pattern);
  if (!known) {
    known = compile(pattern);
    compiled.set(pattern, known);
  }
  // Most ARNs differ before the first wildcard, where no expression is needed.
  return known.expression
    ? text.startsWith(known.start) && known.expression.test(text)
    : text === known.start;
}
