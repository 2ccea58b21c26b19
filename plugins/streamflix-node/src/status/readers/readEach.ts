import type {
  ComponentKind,
  Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { known, missing, unread } from '../reading';

/** Such calls have rates of 5 to 20 a second for the whole account; this leaves room for others. */
const atATime = 4;

interface Each<K extends ComponentKind> {
  /** Name of the output that holds the id. */
  output: string;
  /** As IAM names it, for the reason when it fails. */
  action: string;
  read(id: string, environment: Named): Promise<Draft<K>>;
  /** Name of the error that says there is no such thing. */
  notFound: string;
  /** Clause for what is not there, such as `Kinesis knows no stream ingest-demo`. */
  unknown(id: string): string;
}

/** Reads things that AWS describes only one at a time: when one fails, the others are read all the same. */
export async function readEach<K extends ComponentKind>(
  { place }: ReadContext,
  environments: readonly Named[],
  { output, action, read, notFound, unknown }: Each<K>,
): Promise<Drafts<K>> {
  const limit = pLimit(atATime);
  const readOne = async (environment: Named): Promise<Reading<Draft<K>>> => {
    const id = environment.outputs[output];
    try {
      return known(await read(id, environment));
    } catch (error) {
      return error instanceof Error && error.name === notFound
        ? missing(unknown(id))
        : unread(error, { action, ...place });
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
