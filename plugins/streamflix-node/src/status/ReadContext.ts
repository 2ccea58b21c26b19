import type {
  ComponentFacts,
  ComponentKind,
  EnvironmentRef,
  Reading,
  StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../aws/AwsAccess';
import type { MetricBatch } from './MetricBatch';
import type { RareReadings } from './RareReadings';

/** The clients of the account and region being read, and the metrics to be read together. */
export interface ReadContext {
  clients: AwsClients;
  metrics: MetricBatch;
  rare: RareReadings;
}

/** The parts of an environment that its readers need. */
export interface Named {
  ref: Pick<EnvironmentRef, 'suffix'>;
  /** Names of its components. */
  outputs: Readonly<Record<string, string>>;
  stack: StackFacts;
}

/** Facts that are complete once the metrics have been read. */
export type Draft<K extends ComponentKind> = () => ComponentFacts[K];

/** Readings by environment; an environment whose outputs name no such component has none. */
export type Drafts<K extends ComponentKind> = Map<Named, Reading<Draft<K>>>;

/** Splits items into as many per chunk as one call accepts. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
