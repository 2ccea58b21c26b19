import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';
import { tell } from '@streamflix/backstage-plugin-streamflix-node';

/** An operation ended as nobody wished. The message is for the person who asked: what happened, why, and what to do. */
export class FailedEnding extends Error {
  constructor(ending: { sentence: string; explanation?: Explanation }) {
    const { sentence, explanation } = ending;
    super(explanation ? `${sentence}\n${tell(explanation)}` : sentence);
    this.name = 'FailedEnding';
  }
}
