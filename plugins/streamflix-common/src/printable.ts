/**
 * Text that came from outside, safe to show in a page, a log and a terminal: control characters (line breaks and escapes among
 * them) and characters that reverse the direction of writing become spaces.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
