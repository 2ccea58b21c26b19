import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';
import { formatExplanation } from '@streamflix/backstage-plugin-streamflix-node';

/** An operation did not end as requested. The message for the user has the result, the cause, and the resolution. */
export class OperationFailedError extends Error {
  constructor(outcome: { message: string; explanation?: Explanation }) {
    const { message, explanation } = outcome;
    super(
      explanation ? `${message}\n${formatExplanation(explanation)}` : message,
    );
    this.name = 'OperationFailedError';
  }
}
