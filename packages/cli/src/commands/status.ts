import { deriveStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { readSnapshot } from '@streamflix/backstage-plugin-streamflix-node';
import { describeStatus } from '../terminal/describeStatus';
import { exitCodeOfHealth } from '../terminal/exitCodes';
import {
  resolveEnvironment,
  type TargetFlags,
} from '../aws/resolveEnvironment';
import type { Terminal } from '../terminal/Terminal';

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
