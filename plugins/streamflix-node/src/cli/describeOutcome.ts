import type { DeploymentOutcome, DestructionOutcome } from '../follow/Outcome';
import { describeExplanation } from './describeExplanation';

/** How an operation ended, for people: the message, the cause where there is one, the outputs where there are any. */
export function describeOutcome(
  outcome: DeploymentOutcome | DestructionOutcome,
): string {
  const { message, explanation } = outcome;
  const outputs = 'outputs' in outcome ? Object.entries(outcome.outputs) : [];
  const width = Math.max(0, ...outputs.map(([name]) => name.length));
  return [
    message,
    ...(explanation ? describeExplanation(explanation) : []),
    ...outputs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ].join('\n');
}
