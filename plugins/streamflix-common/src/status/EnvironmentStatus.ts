import type { Health } from '../stack/stackStatus';
import type { PartId } from '../stack/environmentMap';
import type { AlarmStatuses } from './alarms';
import type { Reading } from '../stack/Reading';
import type { EnvironmentRef } from '../stack/EnvironmentRef';
import type { UnreadPart } from './unread';
import type {
  ComponentFacts,
  ComponentKind,
  Explanation,
  MetricSeries,
  Progress,
} from './StackSnapshot';

/**
 * One important metric value, formatted for display. `value` is undefined when AWS has no data.
 *
 * @public
 */
export interface MetricValue {
  label: string;
  value?: number | string;
  unit?: MetricSeries['unit'];
  /** Configured limits, in the same unit. */
  limits?: { min: number; max: number };
}

/**
 * The main metric of a component over the last hour.
 *
 * @public
 */
export interface Plot extends MetricSeries {
  label: string;
  /** A value to compare with: the target of the scaler, or the threshold of an alarm. */
  limit?: { kind: 'target' | 'alarm'; value: number };
}

/**
 * The status of one component.
 *
 * @public
 */
export interface ComponentBase<K extends ComponentKind> {
  kind: K;
  health: Health;
  /** Text of the state, such as "2 of 2 tasks running". */
  state: string;
  /** Why it is not healthy, one message each; empty when it is. */
  reasons: string[];
  /** A few metrics, most important first. */
  metrics: MetricValue[];
  /** One for each service, and for other components one at most. */
  plots: Plot[];
  /** Its page in AWS's console. */
  consoleUrl?: string;
  /** Absent when they could not be read. */
  facts?: ComponentFacts[K];
  readAt: string;
}

/** @public */
export type ComponentStatus = {
  [K in ComponentKind]: ComponentBase<K>;
}[ComponentKind];

/**
 * Identity and health of an environment; one row of a list.
 *
 * @public
 */
export interface EnvironmentSummary extends EnvironmentRef {
  stackArn: string;
  stackName: string;
  blueprint?: string;
  owner?: string;
  version?: string;
  createdAt: string;
  updatedAt?: string;
  health: Health;
  /** Text of the state. */
  state: string;
  reasons: string[];
  /** Set when its creation failed: nothing runs, and the next deployment deletes what is left and creates it again. */
  creationFailed?: boolean;
  /** Set only while an operation is in progress; `total` is 0 when nothing could be counted. */
  progress?: Progress;
}

/**
 * A part of an environment on its map.
 *
 * @public
 */
export interface PartStatus {
  id: PartId;
  /** Undefined for a part whose health AWS is not asked for. */
  health?: Health;
  /** The card with its details, if it has one. */
  kind?: ComponentKind;
  /** Its most important value. */
  value?: MetricValue;
}

/**
 * The status of one environment, ready for display.
 *
 * @public
 */
export interface EnvironmentStatus {
  ref: EnvironmentRef;
  /** Undefined when the stack does not exist or could not be read. */
  summary?: EnvironmentSummary;
  health: Health;
  state: string;
  /** Why it is not healthy; what could not be read for the same reason is one message. */
  reasons: string[];
  /** What could not be read; each is also among the reasons of its component. */
  unread?: UnreadPart[];
  /** Set only while an operation is in progress; `total` is 0 when nothing could be counted. */
  progress?: Progress;
  explanation?: Explanation;
  /** One for each component of the environment, in the order of the cards. */
  components: ComponentStatus[];
  /** Its alarms, when they were asked for; undefined while an operation is in progress. */
  alarms?: Reading<AlarmStatuses>;
  /** What its map shows; undefined when it is not known what it consists of. */
  parts?: PartStatus[];
  localAws: boolean;
  readAt: string;
}
