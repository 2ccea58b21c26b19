import type { Action, Moment } from './Scenario';

/** The kinds of text that an action can wait for. */
type Kind = 'line' | 'notice' | 'call';

const fits = (at: Moment, kind: Kind | 'planned', text: string): boolean => {
  if (at === 'planned' || kind === 'planned') return at === kind;
  const { line, notice, call }: { [kind in Kind]?: RegExp } = at;
  return { line, notice, call }[kind]?.test(text) === true;
};

const describe = (at: Moment): string =>
  at === 'planned'
    ? 'the plan was made'
    : Object.entries(at)
        .map(([kind, what]) => `${kind} ${what}`)
        .join(', ');

/** Runs each action of an attempt once, when its moment comes. */
export function runMeanwhile(
  expected: readonly { at: Moment; do: Action }[] = [],
  perform: (action: Action) => void,
): {
  happens(kind: Kind | 'planned', text?: string): void;
  /** Moments that never occurred. */
  missed(): string[];
} {
  const open = expected.map(({ at, do: action }) => ({
    at,
    action,
    left: (at !== 'planned' && at.nth) || 1,
  }));
  return {
    happens(kind, text = '') {
      for (const pending of open) {
        if (!fits(pending.at, kind, text)) continue;
        pending.left -= 1;
        if (pending.left === 0) perform(pending.action);
      }
    },
    missed: () =>
      open
        .filter(({ left }) => left > 0)
        .map(({ at }) => `the moment never came: ${describe(at)}`),
  };
}
