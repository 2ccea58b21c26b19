import type {
  ComponentFacts,
  ComponentKind,
  Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients, AwsTarget } from '../aws/AwsAccess';
import type { MetricBatch } from './MetricBatch';

/** One place being read: its clients, and the metrics that will be asked for all together. */
export interface ReadContext {
  place: AwsTarget;
  clients: AwsClients;
  metrics: MetricBatch;
}

/** An environment as far as its readers need it. */
export interface Named {
  /** What the stack names its parts. */
  outputs: Readonly<Record<string, string>>;
}

/** Facts that are complete once the metrics have been asked for. */
export type Draft<K extends ComponentKind> = () => ComponentFacts[K];

/** Readings by environment; an environment whose stack names no such component has none. */
export type Drafts<K extends ComponentKind> = Map<Named, Reading<Draft<K>>>;

/** As many at a time as one call takes. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
