import type { ComponentKind } from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { known, missing, unread } from '../reading';

interface Bulk<K extends ComponentKind, Thing> {
  /** Name of the output that holds the id. */
  output: string;
  /** As IAM names it, for the reason when it fails; told anew where the description takes several calls. */
  action: string;
  /** Everything there is of these ids, by id; what is left out does not exist. */
  describe(ids: string[]): Promise<Map<string, Thing>>;
  draft(thing: Thing): Draft<K>;
  /** Clause for what is not there, such as `RDS knows no cluster aurora-demo`. */
  unknown(id: string): string;
}

/** Reads things that AWS describes many at a time: when the call fails, it fails for all of them, and for nothing else. */
export async function readBulk<K extends ComponentKind, Thing>(
  { place }: ReadContext,
  environments: readonly Named[],
  { output, action, describe, draft, unknown }: Bulk<K, Thing>,
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
    const reading = unread(error, { action, ...place });
    return new Map(having.map(environment => [environment, reading]));
  }
}
