const hidden = '[hidden]';

/** Names whose value is a secret, in the formats of logs: `key=value`, `key: value`, `"key": "value"`. */
const named =
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization|cookie|signature)[\w-]*["']?\s*[=:]\s*(?:(?:bearer|basic)\s+)?)("[^"]*"|'[^']*'|[^\s,;&"']+)/gi;

/** Values that are secrets by their form. */
const shapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [^-]*-----.*/g,
  // Long words of mixed characters, such as keys and hashes.
  /\b(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}/g,
];

/** Hides what looks like a secret in a line of a log: user names and passwords in URLs, values of telling names, keys, tokens. */
export function hideSecrets(line: string): string {
  const withoutNames = line
    .replace(/(:\/\/)[^\s/@]+@/g, `$1${hidden}@`)
    .replace(named, `$1${hidden}`);
  return shapes.reduce(
    (text, shape) => text.replace(shape, hidden),
    withoutNames,
  );
}
