/** The first characters are enough to recognise a value; names have at most 512 characters. */
const maxSearched = 1024;

/** Formats of secret values that users paste into a name field. Names of secrets never match. */
const forms: readonly RegExp[] = [
  // Ids of AWS access keys, permanent and temporary. Source: IAM, "IAM identifiers", unique identifiers.
  /(^|[^A-Z0-9])A(KIA|SIA|BIA|CCA)[A-Z0-9]{16}([^A-Z0-9]|$)/,
  // JSON, as Secrets Manager shows the values of a secret.
  /^\s*["[{]/,
  // PEM.
  /-----BEGIN/,
  // JSON Web Tokens: the first part is base64url of `{"`.
  /(^|[^\w-])eyJ[\w-]+\.[\w-]+\./,
  // Key and value, as in connection strings and .env files.
  /(pass(word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key)\s*[=:]\s*\S/i,
  // user:password@host
  /[^\s/:@]:[^\s/@]+@/,
  // Tokens of GitHub, GitLab, Slack, Stripe, npm, Google, SendGrid, OpenAI, Anthropic, Hugging Face and DigitalOcean.
  /(^|[^A-Za-z0-9])(gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|[rs]k_(live|test)_|whsec_)[\w-]{4}/,
  /(^|[^A-Za-z0-9])(npm_|AIza|SG\.|sk-|hf_|dop_v1_)[A-Za-z0-9_-]*[A-Za-z0-9]{20}/,
  // Keys in hexadecimal digits.
  /^[0-9a-f]{32,}$/i,
];

/** AWS secret access keys: 40 characters of base64. Fewer than one in 500 has no digit, or lacks upper or lower case letters. */
const isAccessKey = (text: string) =>
  /^[A-Za-z0-9/+=]{40}$/.test(text) &&
  [/[A-Z]/, /[a-z]/, /\d/].every(kind => kind.test(text));

/** Whether a text looks like the value of a secret rather than its name. Call it before the text is sent, logged or shown. */
export function looksLikeSecretValue(text: string): boolean {
  const start = text.trim().slice(0, maxSearched);
  return isAccessKey(start) || forms.some(pattern => pattern.test(start));
}
