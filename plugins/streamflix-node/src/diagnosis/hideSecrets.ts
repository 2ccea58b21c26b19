const hidden = '[hidden]';

const secretName =
  '(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization|cookie|signature)[\\w-]*';

/** Quotes, also those of JSON within JSON. */
const quote = '\\\\*["\']';

/**
 * Names whose value is a secret, in the formats of logs: `key=value`, `key: value`, `"key": "value"`, `key => value`, `--key value`.
 * A value can contain anything, so everything after the name is hidden, up to the quote that ends it or the end of the line.
 */
const named = new RegExp(
  `(${secretName}(?:${quote})?\\s*(?:=>?|:)\\s*|--${secretName}\\s+)(?:(${quote}).*?(?<!\\\\)\\2|.+)`,
  'gi',
);

/** Values that are secrets by their form. */
const shapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\beyJ[\w-]{8,512}\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [^-]*-----.*/g,
  // Long words of mixed characters, such as keys and hashes. Bounded, so that a long line does not take long.
  /\b(?=[\w+/=-]{0,64}\d)(?=[\w+/=-]{0,64}[A-Za-z])[\w+/=-]{32,512}/g,
];

/** Hides what looks like a secret in a line of a log: user names and passwords in URLs, values of telling names, keys, tokens. */
export function hideSecrets(line: string): string {
  const withoutNames = line
    // Up to the last `@`: a password may contain any other delimiter.
    .replace(/(:\/\/)[^\s"']*@/g, `$1${hidden}@`)
    .replace(named, `$1${hidden}`);
  return shapes.reduce(
    (text, shape) => text.replace(shape, hidden),
    withoutNames,
  );
}
