import { additionalActions } from './additionalActions';
import type { Handlers } from './readHandlerPermissions';
import { unneededActions } from './unneededActions';

/** The calls of the handlers of one resource type, as local AWS authorizes them. */
export interface HandlerCalls {
  create?: string[];
  read?: string[];
  update?: string[];
  delete?: string[];
  /** For an action that is called only if the resource has one of these properties, at any depth: the properties. */
  when?: Record<string, string[]>;
}

const phases = ['create', 'read', 'update', 'delete'] as const;

type Phase = (typeof phases)[number];

/** The phase in which a handler calls an action that only AWS's guides mention. */
function phaseOf(action: string): Phase {
  const [service, name] = action.split(':');
  if (/^(Delete|Detach|Unsubscribe|DELETE)/.test(name)) return 'delete';
  if (/^(Get|List|Describe|GET)/.test(name)) return 'read';
  if (service !== 'kms' && /^(Update|Modify|Set|PATCH|PUT)/.test(name)) {
    return 'update';
  }
  return 'create';
}

/**
 * By resource type, the actions that its handlers call: AWS's own lists, without what belongs to properties that are never set, and
 * what only AWS's guides mention. Local AWS authorizes each of them; its copy is generated from this.
 */
export function handlerCalls(
  handlerPermissions: Handlers,
): Record<string, HandlerCalls> {
  const all: Record<string, HandlerCalls> = structuredClone(handlerPermissions);
  for (const { types, actions, unless } of unneededActions) {
    for (const type of types.map(each => `AWS::${each}`)) {
      const calls = all[type];
      if (!calls) continue;
      if (unless) {
        calls.when ??= {};
        for (const action of actions) {
          calls.when[action] = [...(calls.when[action] ?? []), ...unless];
        }
      } else {
        for (const phase of phases) {
          calls[phase] = calls[phase]?.filter(each => !actions.includes(each));
        }
      }
    }
  }
  for (const { type, when, actions } of additionalActions) {
    all[`AWS::${type}`] ??= {};
    const calls = all[`AWS::${type}`];
    for (const action of actions) {
      const isListed = phases.some(each => calls[each]?.includes(action));
      const phase = phaseOf(action);
      if (!isListed) calls[phase] = [...(calls[phase] ?? []), action];
      if (!when) delete calls.when?.[action];
      else if (calls.when?.[action]) calls.when[action].push(when);
      else if (!isListed) calls.when = { ...calls.when, [action]: [when] };
    }
  }
  for (const calls of Object.values(all)) {
    const called = new Set(phases.flatMap(phase => calls[phase] ?? []));
    for (const action of Object.keys(calls.when ?? {})) {
      if (!called.has(action)) delete calls.when?.[action];
    }
  }
  return all;
}
