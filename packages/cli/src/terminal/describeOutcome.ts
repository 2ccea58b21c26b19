import type {
  DeploymentOutcome,
  DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import { describeExplanation } from './describeExplanation';

/** Formats the outcome of an operation: the message, then the cause and the outputs, if any. */
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
