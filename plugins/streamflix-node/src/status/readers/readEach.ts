import type {
  ComponentKind,
  Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { Draft, Drafts, Named } from '../ReadContext';
import { known, missing, unread } from '../reading';

/** Such calls are limited to 5 to 20 a second for the whole account; this leaves capacity for others. */
const atATime = 4;

interface Each<K extends ComponentKind> {
  /** Name of the output with the id. */
  output: string;
  read(id: string, environment: Named): Promise<Draft<K>>;
  /** Name of the error for a missing component. */
  notFound: string;
  /** Clause for a missing component, such as `Kinesis knows no stream ingest-demo`. */
  unknown(id: string): string;
}

/** Reads components that AWS describes one at a time: a failure of one does not affect the others. */
export async function readEach<K extends ComponentKind>(
  environments: readonly Named[],
  { output, read, notFound, unknown }: Each<K>,
): Promise<Drafts<K>> {
  const limit = pLimit(atATime);
  const readOne = async (environment: Named): Promise<Reading<Draft<K>>> => {
    const id = environment.outputs[output];
    try {
      return known(await read(id, environment));
    } catch (error) {
      return error instanceof Error && error.name === notFound
        ? missing(unknown(id))
        : unread(error);
    }
  };
  return new Map(
    await Promise.all(
      environments
        .filter(({ outputs }) => outputs[output])
        .map(environment =>
          limit(async () => [environment, await readOne(environment)] as const),
        ),
    ),
  );
}
