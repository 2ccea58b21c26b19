import type { Ending } from './Scenario';

/** One line of progress as a person reads it. */
export interface Line {
  text: string;
  /** Of the event in AWS; missing where only the line is known. */
  eventId?: string;
}

/** All that was told of one attempt. */
export interface Account {
  ending: Ending;
  /** What a person reads at the end. */
  words: string;
  lines: Line[];
  notices: string[];
  /** Resources the plan said it would touch; missing when there was no plan. */
  planned?: number;
  /** Whether the backend was killed, where it was to be. */
  died?: boolean;
  /** What did not come to pass, or should not have. */
  amiss: string[];
  /** Ids of the faults that began meanwhile. */
  begun: string[];
  /** Everything else that was handed to us, to be searched for secrets. */
  handed: string;
}
