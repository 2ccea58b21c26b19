import { deriveStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { readSnapshot } from '@streamflix/backstage-plugin-streamflix-node';
import { describeStatus } from '../describeStatus';
import { exitCodeOfHealth } from '../exitCodes';
import { resolveEnvironment, type TargetFlags } from '../resolveEnvironment';
import type { Terminal } from '../Terminal';

/** Shows the status of one environment. */
export async function status(
  terminal: Terminal,
  flags: TargetFlags & { json?: boolean },
): Promise<number> {
  const { access, ref } = await resolveEnvironment(flags);
  const found = deriveStatus(await readSnapshot(access, ref));
  terminal.result(
    flags.json ? JSON.stringify(found, null, 2) : describeStatus(found),
  );
  return exitCodeOfHealth(found.health);
}
