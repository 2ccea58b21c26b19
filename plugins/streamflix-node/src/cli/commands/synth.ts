import { resolveSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '../../aws/RefusedError';
import { synthesize } from '../../synthesis/synthesize';
import { readInput, type InputFlags } from '../readInput';
import type { Terminal } from '../Terminal';

/** Default owner: the template is not deployed. */
const nobody = 'group:default/streamflix';

/** Prints only the minified template. */
export async function synth(
  terminal: Terminal,
  blueprint: string | undefined,
  flags: InputFlags,
): Promise<number> {
  const input = readInput({ ...flags, blueprint });
  const resolution = resolveSpec({ ...input, owner: input.owner ?? nobody });
  if (!resolution.ok) throw new RefusedError(resolution.problems);
  const { templateBody } = await synthesize(resolution.spec);
  terminal.result(templateBody);
  return 0;
}
