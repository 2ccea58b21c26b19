import { resolveSpec } from '@streamflix/backstage-plugin-streamflix-common';
import {
  RefusedError,
  synthesize,
} from '@streamflix/backstage-plugin-streamflix-node';
import { readInput, type InputFlags } from '../input/readInput';
import type { Terminal } from '../terminal/Terminal';

/** The template is not deployed, so it needs no owner. */
const defaultOwner = 'group:default/streamflix';

/** Prints only the minified template. */
export async function synth(
  terminal: Terminal,
  blueprint: string | undefined,
  flags: InputFlags,
): Promise<number> {
  const input = readInput({ ...flags, blueprint });
  const resolution = resolveSpec({
    ...input,
    owner: input.owner ?? defaultOwner,
  });
  if (!resolution.ok) throw new RefusedError(resolution.problems);
  const { templateBody } = await synthesize(resolution.spec);
  terminal.result(templateBody);
  return 0;
}
