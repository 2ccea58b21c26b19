import type { AwsAccess } from '../aws/AwsAccess';
import type { Terminal } from './Terminal';

export const localAwsNote =
  'Local AWS answers: an imitation on this machine, not an account.';

/** Notes that local AWS is in use, so that it is not mistaken for an account. */
export async function noteLocalAws(
  terminal: Terminal,
  access: AwsAccess,
): Promise<void> {
  if (await access.isLocalAws().catch(() => false)) {
    terminal.note(localAwsNote);
  }
}
