import type {
  ResourceAction,
  ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Template } from '@streamflix/cdk-app/template';
import { dependencyGraph } from '@streamflix/cdk-app/template';
import type { ResourceWork } from './spansOf';

/** Work that an operation does, or is expected to do, on a resource. */
export interface PlannedWork {
  logicalId: string;
  type: string;
  /** Undefined for a resource that stays as it is, and only keeps the order of the others. */
  action?: ResourceAction;
  /** Logical ids. */
  dependsOn: string[];
}

/**
 * What is known about an operation, apart from its events.
 *
 * @public
 */
export interface OperationPlan {
  kind: 'create' | 'update' | 'delete';
  /** Whether it is being rolled back, or deleted after a cancellation. */
  isRollingBack: boolean;
  /** Undefined when it could not be read. */
  template?: Template;
  /** Of an update; undefined when they are not known. */
  changes?: readonly Pick<ResourceChange, 'logicalId' | 'type' | 'action'>[];
  /** Logical ids of what exists when a deletion starts; undefined when it is not known. */
  existing?: ReadonlySet<string>;
  /** Work that has started. */
  started: ReadonlyMap<string, ResourceWork>;
}

type Actions = ReadonlyMap<string, { type: string; action?: ResourceAction }>;

const updateActions = {
  add: 'create',
  change: 'update',
  replace: 'create',
  remove: 'delete',
} as const;

const isRetained = (policy: string | undefined) =>
  policy === 'Retain' || policy === 'RetainExceptOnCreate';

/** The action on each resource of an operation that goes forward. */
function forwardActions(plan: OperationPlan): Actions {
  const { kind, template, changes, existing, started } = plan;
  const actions = new Map<string, { type: string; action?: ResourceAction }>();
  for (const [id, resource] of Object.entries(template?.Resources ?? {})) {
    const { Type: type, DeletionPolicy } = resource;
    if (kind === 'delete') {
      const isKept = isRetained(DeletionPolicy) || existing?.has(id) === false;
      actions.set(id, { type, action: isKept ? undefined : 'delete' });
    } else {
      actions.set(id, { type, action: kind === 'create' ? kind : undefined });
    }
  }
  for (const { logicalId, type, action } of changes ?? []) {
    actions.set(logicalId, { type, action: updateActions[action] });
  }
  for (const [id, { type, spans }] of started) {
    actions.set(id, { type, action: spans.at(-1)?.action });
  }
  return actions;
}

/** What has to be undone: what was created is deleted, what was updated is updated again. */
function backwardActions({ started, template }: OperationPlan): Actions {
  const actions = new Map<string, { type: string; action?: ResourceAction }>();
  for (const [id, { Type: type }] of Object.entries(
    template?.Resources ?? {},
  )) {
    actions.set(id, { type });
  }
  for (const [id, { type, spans }] of started) {
    const [first] = spans;
    const wasMade = first.action === 'create';
    const isGone = spans.length === 1 && first.result === 'failed' && wasMade;
    const action = wasMade ? 'delete' : first.action;
    actions.set(id, { type, action: isGone ? undefined : action });
  }
  return actions;
}

/**
 * The work of an operation, with what has to be complete before. A deletion starts with what nothing depends on.
 */
export function plannedWork(plan: OperationPlan): PlannedWork[] {
  const actions = plan.isRollingBack
    ? backwardActions(plan)
    : forwardActions(plan);
  const graph = plan.template ? dependencyGraph(plan.template) : new Map();
  const isReversed =
    plan.kind === 'delete' || (plan.isRollingBack && plan.kind === 'create');
  const works = new Map<string, PlannedWork>();
  for (const [logicalId, { type, action }] of actions) {
    works.set(logicalId, { logicalId, type, action, dependsOn: [] });
  }
  for (const [id, before] of graph) {
    for (const dependency of before) {
      const [from, to] = isReversed ? [dependency, id] : [id, dependency];
      works.get(from)?.dependsOn.push(to);
    }
  }
  if (!isReversed && plan.kind === 'update') {
    // An update deletes only once everything else is complete.
    const others = [...works.values()].filter(
      ({ action }) => action !== undefined && action !== 'delete',
    );
    for (const work of works.values()) {
      if (work.action !== 'delete') continue;
      work.dependsOn = others.map(({ logicalId }) => logicalId);
    }
  }
  return [...works.values()];
}
