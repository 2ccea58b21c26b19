import { printable } from './printable';

describe('printable', () => {
  it.each([
    [
      'a line break that forges a log entry',
      'one\r\n[error] two',
      'one [error] two',
    ],
    ['a terminal escape', 'a\u001b[31mred\u001b[0m', 'a [31mred [0m'],
    ['an 8-bit terminal escape', 'a\u009b31m', 'a 31m'],
    ['a bell, a backspace and a zero', 'a\u0007\u0008\u0000b', 'a b'],
    ['reversed writing', 'a\u202egpj.exe\u202c', 'a gpj.exe '],
    ['separators of lines and paragraphs', 'a\u2028b\u2029c', 'a b c'],
  ])('neutralises %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves everything else as it is', () => {
    const text = 'Prüfung: größer als 5 % – ok («日本», 👩‍🚀) <b> & "quoted"';
    expect(printable(text)).toBe(text);
  });
});
