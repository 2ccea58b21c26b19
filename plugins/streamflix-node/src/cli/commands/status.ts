import { deriveStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { readSnapshot } from '../../status/readSnapshot';
import { describeStatus } from '../describeStatus';
import { exitCodeOfHealth } from '../exitCodes';
import { locate, type PlaceFlags } from '../locate';
import type { Terminal } from '../Terminal';

/** Shows the status of one environment. */
export async function status(
  terminal: Terminal,
  flags: PlaceFlags & { json?: boolean },
): Promise<number> {
  const { access, ref } = await locate(flags);
  const found = deriveStatus(await readSnapshot(access, ref));
  terminal.result(
    flags.json ? JSON.stringify(found, null, 2) : describeStatus(found),
  );
  return exitCodeOfHealth(found.health);
}
