/** Output of a command: the result goes to one stream, everything else to the other. */
export interface Terminal {
  /** Writes a part of the result. */
  result(text: string): void;
  /** Writes a line of progress. */
  note(line: string): void;
  /** Shows a line that changes, or none; missing where a changing line cannot be seen, as in a pipe. */
  live?(text: string | undefined): void;
  /** Asks a question; undefined when no user can answer. */
  ask(question: string): Promise<string | undefined>;
}
