import type {
  ComponentFacts,
  ComponentKind,
  EnvironmentRef,
  Explanation,
  MetricSeries,
  Progress,
} from './StackSnapshot';

/** How well it is. `healthOrder` has them from best to worst. */
export type Health =
  | 'healthy'
  | 'degraded'
  | 'failing'
  | 'deploying'
  | 'unknown'
  | 'absent';

/** One number that matters, ready to show. `value` is undefined when AWS has no data. */
export interface MetricValue {
  label: string;
  value?: number | string;
  unit?: MetricSeries['unit'];
}

/** The main metric of a component over the last hour. */
export interface Plot extends MetricSeries {
  label: string;
}

/** What is true of one component. */
export interface ComponentBase<K extends ComponentKind> {
  kind: K;
  health: Health;
  /** The state in words, such as "2 of 2 tasks running". */
  state: string;
  /** Why it is not healthy, one sentence each; empty when it is. */
  reasons: string[];
  /** Two or three figures, most important first. */
  figures: MetricValue[];
  plot?: Plot;
  /** Absent when it could not be read. */
  facts?: ComponentFacts[K];
  readAt: string;
}

export type ComponentStatus = {
  [K in ComponentKind]: ComponentBase<K>;
}[ComponentKind];

/** Who and what an environment is; the row of a list. */
export interface EnvironmentSummary extends EnvironmentRef {
  stackArn: string;
  stackName: string;
  blueprint?: string;
  owner?: string;
  version?: string;
  createdAt: string;
  updatedAt?: string;
  health: Health;
  /** The state in words. */
  state: string;
  reasons: string[];
}

/** The truth about one environment, ready to show. */
export interface EnvironmentStatus {
  ref: EnvironmentRef;
  /** Undefined when there is no such stack, or it could not be read. */
  summary?: EnvironmentSummary;
  health: Health;
  state: string;
  reasons: string[];
  /** Set exactly while the stack moves; `total` is 0 when nothing could be counted. */
  progress?: Progress;
  explanation?: Explanation;
  /** One for each component the environment has, in the order of the cards. */
  components: ComponentStatus[];
  localAws: boolean;
  readAt: string;
}
