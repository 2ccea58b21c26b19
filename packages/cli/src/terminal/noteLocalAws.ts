import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { Terminal } from './Terminal';

export const localAwsNote =
  'This is local AWS, an emulator on this machine, not an AWS account.';

/** Notes that local AWS is in use, so that it is not mistaken for an account. */
export async function noteLocalAws(
  terminal: Terminal,
  access: AwsAccess,
): Promise<void> {
  if (await access.isLocalAws().catch(() => false)) {
    terminal.note(localAwsNote);
  }
}
