import { onAwsErrorDetails } from '@streamflix/backstage-plugin-streamflix-node';
import type { Terminal } from './Terminal';

/**
 * Notes AWS's own details of errors, which messages to users omit: in the terminal IAM decides what the caller may know.
 *
 * @returns ends the notes
 */
export function noteAwsErrors(terminal: Terminal): () => void {
  const details = new Set<string>();
  return onAwsErrorDetails(message => {
    // While AWS does not respond, every attempt fails for the same reason.
    if (details.has(message)) return;
    details.add(message);
    terminal.note(message);
  });
}
