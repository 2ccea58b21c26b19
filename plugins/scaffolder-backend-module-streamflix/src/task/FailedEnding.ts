import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';

/** An operation ended as nobody wished. The message is for the person who asked: what, why, what it means, what to do. */
export class FailedEnding extends Error {
  constructor(sentence: string, explanation?: Explanation) {
    super(
      [
        sentence,
        explanation && `Cause: ${causeOf(explanation)}`,
        explanation && `Meaning: ${explanation.meaning}`,
        explanation && `Remedy: ${explanation.remedy}`,
      ]
        .filter(Boolean)
        .join('\n'),
    );
    this.name = 'FailedEnding';
  }
}

function causeOf({ resource, awsSays }: Explanation): string {
  return resource
    ? `${resource.logicalId} (${resource.type}): ${awsSays}`
    : awsSays;
}
