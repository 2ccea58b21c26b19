import type { AttemptOutcome } from './Scenario';

/** One progress line. */
export interface Line {
  text: string;
  /** Id of the AWS event; missing when only the text is known. */
  eventId?: string;
}

/** Everything that was reported about one attempt. */
export interface AttemptReport {
  outcome: AttemptOutcome;
  /** The final message. */
  message: string;
  lines: Line[];
  notices: string[];
  /** Number of resources in the plan; missing without a plan. */
  planned?: number;
  /** Whether the backend was killed, for attempts that kill it. */
  killed?: boolean;
  /** Problems: expected events that did not happen, and unexpected ones. */
  problems: string[];
  /** Ids of the faults that were added during the attempt. */
  addedFaults: string[];
  /** All other output, to be searched for secrets. */
  otherOutput: string;
}
