import { Writable } from 'node:stream';
import { LiveLine } from './LiveLine';

/** A terminal of this many columns; `text` is what was written to it. */
function fakeTerminal(columns: number) {
  const terminal = {
    text: '',
    stream: Object.assign(
      new Writable({
        write(chunk, _, done) {
          terminal.text += chunk;
          done();
        },
      }),
      {
        isTTY: true,
        columns,
        cursorTo: () => true,
        clearLine: () => true,
        moveCursor: () => true,
      },
    ) as unknown as NodeJS.WriteStream,
  };
  return terminal;
}

describe('a line that changes', () => {
  const before = process.env.NO_COLOR;
  afterEach(() => {
    if (before === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = before;
  });

  it('is no longer than the terminal is wide, and other lines are written above it', () => {
    const terminal = fakeTerminal(20);
    const line = new LiveLine(terminal.stream);
    line.show('x'.repeat(100));
    line.write('above');
    line.show(undefined);
    line.write('after');
    expect(terminal.text).toContain('x'.repeat(16));
    expect(terminal.text).not.toContain('x'.repeat(17));
    expect(terminal.text).toMatch(/above\n[^\n]*x{16}[^\n]*after\n$/s);
  });

  it('has no colour with NO_COLOR', () => {
    process.env.NO_COLOR = '1';
    const terminal = fakeTerminal(80);
    const line = new LiveLine(terminal.stream);
    line.show('3/84');
    line.show(undefined);
    expect(terminal.text).toContain('3/84');
    // eslint-disable-next-line no-control-regex
    expect(terminal.text).not.toMatch(/\u001b\[3\dm/);
  });
});
