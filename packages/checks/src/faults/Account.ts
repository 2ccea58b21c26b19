import type { Ending } from './Scenario';

/** One progress line. */
export interface Line {
  text: string;
  /** Id of the AWS event; missing when only the text is known. */
  eventId?: string;
}

/** Everything that was reported about one attempt. */
export interface Account {
  ending: Ending;
  /** The final message. */
  words: string;
  lines: Line[];
  notices: string[];
  /** Number of resources in the plan; missing without a plan. */
  planned?: number;
  /** Whether the backend was killed, for attempts that kill it. */
  died?: boolean;
  /** Problems: expected events that did not happen, and unexpected ones. */
  amiss: string[];
  /** Ids of the faults that were added during the attempt. */
  begun: string[];
  /** All other output, to be searched for secrets. */
  handed: string;
}
