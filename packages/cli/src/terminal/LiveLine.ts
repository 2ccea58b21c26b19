import ora, { type Ora } from 'ora';

/** A line at the end of a terminal that changes while lines are written above it. */
export class LiveLine {
  readonly #spinner: Ora;

  constructor(private readonly stream: NodeJS.WriteStream) {
    this.#spinner = ora({
      stream,
      // Otherwise it would swallow Ctrl-C.
      discardStdin: false,
      isEnabled: true,
      color: process.env.NO_COLOR ? undefined : 'cyan',
    });
  }

  /** Shows a text, or nothing. */
  show(text: string | undefined): void {
    if (text === undefined) {
      this.#spinner.stop();
      return;
    }
    // A longer line would leave characters behind.
    this.#spinner.text = text.slice(0, (this.stream.columns ?? 80) - 4);
    if (!this.#spinner.isSpinning) this.#spinner.start();
  }

  /** Writes a line above it. */
  write(line: string): void {
    this.#spinner.clear();
    this.stream.write(`${line}\n`);
    if (this.#spinner.isSpinning) this.#spinner.render();
  }
}
