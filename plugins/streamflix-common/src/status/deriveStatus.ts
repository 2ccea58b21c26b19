import { api } from './components/api';
import { cache } from './components/cache';
import type { RuleContext } from './components/ComponentRules';
import { database } from './components/database';
import { ecs } from './components/ecs';
import { stream } from './components/stream';
import { deriveComponent } from './deriveComponent';
import { deriveParts } from './deriveParts';
import { summarise } from './deriveSummary';
import type { ComponentStatus, EnvironmentStatus } from './EnvironmentStatus';
import {
  stackStatus,
  type Health,
  type StackStatus,
} from '../stack/stackStatus';
import { gravestFirst, unreadFinding, worst, type Finding } from './health';
import type {
  ComponentKind,
  Progress,
  StackFacts,
  StackSnapshot,
} from './StackSnapshot';
import {
  describeUnread,
  groupUnread,
  withoutUnread,
  type UnreadPart,
} from './unread';

/**
 * Titles of the cards, in order.
 *
 * @public
 */
export const componentTitles: Readonly<Record<ComponentKind, string>> = {
  ecs: ecs.title,
  database: database.title,
  cache: cache.title,
  stream: stream.title,
  api: api.title,
};

const contextOf = (
  { spec }: StackSnapshot,
  { parts }: StackStatus,
): RuleContext => ({ spec: spec.ok ? spec.value : undefined, phase: parts });

function deriveComponents(
  { components, consoleUrls, readAt }: StackSnapshot,
  context: RuleContext,
): { component: ComponentStatus; unread: UnreadPart[] }[] {
  const all = [
    deriveComponent(ecs, components.ecs, context, readAt),
    deriveComponent(database, components.database, context, readAt),
    deriveComponent(cache, components.cache, context, readAt),
    deriveComponent(stream, components.stream, context, readAt),
    deriveComponent(api, components.api, context, readAt),
  ];
  return all
    .filter(derived => derived !== undefined)
    .map(({ component, unread }) => {
      const consoleUrl = consoleUrls?.[component.kind];
      return {
        component: consoleUrl ? { ...component, consoleUrl } : component,
        unread,
      };
    });
}

/** Checks the environment as a whole. */
function checkWhole(
  { spec, explanation, cancelled }: StackSnapshot,
  { statusReason }: StackFacts,
  state: StackStatus,
  components: readonly ComponentStatus[],
): Finding[] {
  const findings: Finding[] = [];
  if (state.reason && state.health !== 'healthy') {
    findings.push({ health: state.health, reason: state.reason });
    // An explanation is more precise, if the events could be read; a cancellation needs no further reason.
    if (statusReason && !explanation && !cancelled) {
      findings.push({
        health: state.health,
        reason: `CloudFormation reports: ${statusReason}`,
      });
    }
  }
  if (!spec.ok && state.parts === 'expected') {
    findings.push(
      unreadFinding({
        what: 'what the environment should consist of',
        reason: spec.reason,
      }),
    );
  } else if (components.length === 0 && state.parts === 'expected') {
    findings.push({
      health: 'unknown',
      reason:
        'Neither the stack’s template nor its outputs show what the environment consists of.',
    });
  }
  return findings;
}

const adjectives: Record<Exclude<Health, 'healthy'>, string> = {
  absent: 'gone',
  deploying: 'being deployed',
  unknown: 'unknown',
  degraded: 'degraded',
  failing: 'failing',
};

/** `Running: database is failing, cache is unknown`, or just `Running`. */
function describeState(
  { label }: StackStatus,
  components: readonly ComponentStatus[],
): string {
  const unwell = gravestFirst(
    components.flatMap(({ kind, health }) =>
      health === 'healthy'
        ? []
        : {
            health,
            reason: `${componentTitles[kind]} is ${adjectives[health]}`,
          },
    ),
  );
  return unwell.length === 0
    ? label
    : `${label}: ${unwell.map(({ reason }) => reason).join(', ')}`;
}

/** Set only while an operation is in progress; without events nothing is counted, and `total` is 0. */
function deriveProgress(
  { activity }: StackStatus,
  stack: StackFacts,
  counted: Progress | undefined,
): Progress | undefined {
  return (
    activity &&
    (counted ?? {
      operation: activity,
      done: 0,
      total: 0,
      current: [],
      startedAt: stack.updatedAt ?? stack.createdAt,
    })
  );
}

/**
 * How much of an operation is finished, as a suffix of the state's text; empty when nothing could be counted.
 *
 * @public
 */
export const formatCount = ({ done, total }: Progress): string =>
  total > 0 ? `: ${done} of ${total} resources done` : '';

/**
 * Derives an environment's status from what was read.
 *
 * Overall health is the worst of the stack and its components, in the order of `healthOrder`; unread data is never healthy.
 * `progress` is set only while an operation is in progress, whatever the health of the components.
 *
 * @public
 */
export function deriveStatus(snapshot: StackSnapshot): EnvironmentStatus {
  const { ref, stack, localAws, readAt, explanation } = snapshot;
  const base = { ref, localAws, readAt };
  if (!stack.ok) {
    const part = { what: 'the stack', reason: stack.reason };
    return {
      ...base,
      health: 'unknown',
      state: 'Could not be read',
      reasons: [describeUnread(part)],
      unread: [part],
      components: [],
    };
  }
  if (!stack.value) {
    return {
      ...base,
      health: 'absent',
      state: 'There is no such environment',
      reasons: [],
      components: [],
    };
  }
  const facts = stack.value;
  const state = stackStatus(facts.status, snapshot.cancelled);
  const context = contextOf(snapshot, state);
  const derived =
    state.health === 'absent' ? [] : deriveComponents(snapshot, context);
  const components = derived.map(({ component }) => component);
  const progress = deriveProgress(state, facts, snapshot.progress);
  const findings =
    state.health === 'absent'
      ? []
      : checkWhole(snapshot, facts, state, components);
  const unread = [
    ...findings.flatMap(finding => finding.unread ?? []),
    ...derived.flatMap(each => each.unread),
  ];
  const whole = {
    health: worst([
      state.health,
      ...findings.map(({ health }) => health),
      ...components.map(({ health }) => health),
    ]),
    state: progress
      ? `${state.label}${formatCount(progress)}`
      : describeState(state, components),
    reasons: [
      ...withoutUnread(
        [
          ...findings.map(({ reason }) => reason),
          ...components.flatMap(({ reasons }) => reasons),
        ],
        unread,
      ),
      ...groupUnread(unread).map(describeUnread),
    ],
  };
  return {
    ...base,
    ...whole,
    summary:
      state.health === 'absent'
        ? undefined
        : summarise(ref, facts, { ...whole, ...(progress && { progress }) }),
    ...(unread.length > 0 && { unread }),
    progress,
    explanation,
    components,
    parts:
      state.health === 'absent'
        ? undefined
        : deriveParts(facts, components, context),
  };
}
