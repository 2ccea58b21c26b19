/** Where a command speaks: the result goes to one stream, everything on the way to the other. */
export interface Terminal {
  /** Writes a piece of the result. */
  result(text: string): void;
  /** Writes a line for whoever watches. */
  note(line: string): void;
  /** Asks a question; undefined when nobody is there to answer. */
  ask(question: string): Promise<string | undefined>;
}
