import { z } from 'zod/v4';
import { printable } from '../printable';
import type { Difference } from './change/differencesBetween';
import {
  metadataKeys,
  readMetadata,
  toMetadata,
  type MetadataReading,
} from './templateMetadata';

/** Number of operations that a template remembers. */
const maxEntries = 10;

/** Limits of one entry, so that ten of them usually fit into a template of 51,200 bytes. */
const limits = { differences: 8, value: 40, requester: 200 } as const;

const cut = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/**
 * One changed value, as text for display. Undefined where there is none. Secrets are names, so no value is secret.
 *
 * @public
 */
export interface RecordedDifference {
  /** Path in `EnvironmentSpec`, such as `service.maxTasks`. */
  path: string;
  from?: string;
  to?: string;
}

/**
 * An operation that created or changed an environment, as the template that it deployed describes it.
 *
 * @public
 */
export interface HistoryEntry {
  /** Id of the operation that created the change set. */
  operation: string;
  kind: 'create' | 'change';
  /** Entity reference of the user, or ARN of the caller in AWS. */
  requester: string;
  /** When the change set was planned, ISO 8601. */
  at: string;
  /** The first values in which the specification differs from the one before. */
  differences: RecordedDifference[];
  /** Number of further differences. */
  more: number;
}

const text = (length: number) =>
  z
    .string()
    .max(length)
    .refine(value => value === printable(value));
const value = text(limits.value).optional();

const historySchema = z
  .array(
    z.strictObject({
      operation: z.string().regex(/^[0-9a-f]{32}$/),
      kind: z.enum(['create', 'change']),
      requester: text(limits.requester),
      at: z.iso.datetime(),
      differences: z
        .array(
          z.strictObject({
            path: z.string().regex(/^[A-Za-z.]{1,64}$/),
            from: value,
            to: value,
          }),
        )
        .max(limits.differences),
      more: z.int().min(0).max(1000),
    }),
  )
  .max(maxEntries);

const recorded = (given: unknown): string | undefined =>
  given === undefined
    ? undefined
    : cut(
        printable(typeof given === 'string' ? given : JSON.stringify(given)),
        limits.value,
      );

/**
 * An entry within the limits of the history: long values are cut, and of many differences the first are kept.
 *
 * @public
 */
export function toHistoryEntry(
  operation: Omit<HistoryEntry, 'differences' | 'more'> & {
    differences: readonly Difference[];
  },
): HistoryEntry {
  const { differences, requester, ...entry } = operation;
  return {
    ...entry,
    requester: cut(printable(requester), limits.requester),
    differences: differences
      .slice(0, limits.differences)
      .map(({ path, from, to }) => ({
        path,
        from: recorded(from),
        to: recorded(to),
      })),
    more: Math.max(0, differences.length - limits.differences),
  };
}

/**
 * `Metadata` with a history, newest first; without one when it is empty.
 *
 * @public
 */
export const historyToMetadata = (
  history: readonly HistoryEntry[],
): Record<string, string> =>
  history.length > 0 ? toMetadata(metadataKeys.history, { history }) : {};

/**
 * Reads the history from a template, newest first. A template of an earlier version has none.
 *
 * @public
 */
export function readHistoryMetadata(
  metadata: unknown,
): MetadataReading<HistoryEntry[]> {
  if (!(metadataKeys.history in Object(metadata)))
    return { ok: true, value: [] };
  return readMetadata(
    metadata,
    metadataKeys.history,
    ({ history }) => historySchema.safeParse(history).data,
  );
}

/**
 * The history after one more operation.
 *
 * @public
 */
export const appendToHistory = (
  history: readonly HistoryEntry[],
  entry: HistoryEntry,
): HistoryEntry[] => [entry, ...history].slice(0, maxEntries);
