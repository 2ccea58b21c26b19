import type {
  ComponentKind,
  Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import type { Draft, Drafts, Named } from '../ReadContext';
import type { RareReadings } from '../RareReadings';
import { known, missing, unread } from '../reading';

/** Such calls are limited to 5 to 20 a second for the whole account; this leaves capacity for others. */
const maxConcurrent = 4;

interface Each<K extends ComponentKind, Thing extends object> {
  /** Name of the output with the id. */
  output: string;
  /** Name of the readings in the store. */
  what: string;
  rare: RareReadings;
  /** @returns plain data */
  read(id: string, environment: Named): Promise<Thing>;
  draft(thing: Thing, environment: Named): Draft<K>;
  /** Name of the error for a missing component. */
  notFound: string;
  /** Clause for a missing component, such as `Kinesis knows no stream ingest-demo`. */
  unknown(id: string): string;
}

/**
 * Reads components that AWS describes one at a time, and that seldom change without their stack: a failure of one does not affect
 * the others.
 */
export async function readEach<K extends ComponentKind, Thing extends object>(
  environments: readonly Named[],
  { output, what, rare, read, draft, notFound, unknown }: Each<K, Thing>,
): Promise<Drafts<K>> {
  const limit = pLimit(maxConcurrent);
  const readOne = async (environment: Named): Promise<Reading<Thing>> => {
    const id = environment.outputs[output];
    try {
      return known(await read(id, environment));
    } catch (error) {
      return error instanceof Error && error.name === notFound
        ? missing(unknown(id))
        : unread(error);
    }
  };
  const draftOne = async (environment: Named): Promise<Reading<Draft<K>>> => {
    const reading = await rare.read(
      environment.stack,
      { what, always: true },
      () => readOne(environment),
    );
    return reading.ok
      ? { ...reading, value: draft(reading.value, environment) }
      : reading;
  };
  return new Map(
    await Promise.all(
      environments
        .filter(({ outputs }) => outputs[output])
        .map(environment =>
          limit(
            async () => [environment, await draftOne(environment)] as const,
          ),
        ),
    ),
  );
}
