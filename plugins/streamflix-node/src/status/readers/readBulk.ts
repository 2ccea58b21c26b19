import type { ComponentKind } from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named } from '../ReadContext';
import { known, missing, unread } from '../reading';

interface Bulk<K extends ComponentKind, Thing> {
  /** Name of the output with the id. */
  output: string;
  /** Everything that exists for these ids, by id. */
  describe(ids: string[]): Promise<Map<string, Thing>>;
  draft(thing: Thing): Draft<K>;
  /** Clause for a missing component, such as `RDS knows no cluster aurora-demo`. */
  unknown(id: string): string;
}

/** Reads components that AWS describes in batches: a failed call fails all of them, and nothing else. */
export async function readBulk<K extends ComponentKind, Thing>(
  environments: readonly Named[],
  { output, describe, draft, unknown }: Bulk<K, Thing>,
): Promise<Drafts<K>> {
  const having = environments.filter(({ outputs }) => outputs[output]);
  if (having.length === 0) return new Map();
  try {
    const things = await describe(having.map(({ outputs }) => outputs[output]));
    return new Map(
      having.map(environment => {
        const id = environment.outputs[output];
        const thing = things.get(id);
        return [
          environment,
          thing ? known(draft(thing)) : missing(unknown(id)),
        ];
      }),
    );
  } catch (error) {
    const reading = unread(error);
    return new Map(having.map(environment => [environment, reading]));
  }
}
