const escape = String.fromCharCode(0x1b);
const controlSequence = String.fromCharCode(0x9b);
const bell = String.fromCharCode(0x07);

/** Terminal commands (ECMA-48): control sequences such as colours, and operating system commands such as links. */
const escapeSequences = new RegExp(
  [
    `(?:${escape}\\[|${controlSequence})[0-?]*[ -/]*[@-~]`,
    `${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
  ].join('|'),
  'g',
);

/** All except tabs and line breaks; also the characters that reverse the direction of a text and so disguise it. */
const controlCharacters = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** Text from AWS without escape sequences and control characters. */
export const plainText = (text: string): string =>
  text.replace(escapeSequences, '').replace(controlCharacters, '');
