import type { Deed, Moment } from './Scenario';

/** What a text is that something may happen with. */
type Kind = 'line' | 'notice' | 'call';

const fits = (at: Moment, kind: Kind | 'planned', text: string): boolean => {
  if (at === 'planned' || kind === 'planned') return at === kind;
  const { line, notice, call }: { [kind in Kind]?: RegExp } = at;
  return { line, notice, call }[kind]?.test(text) === true;
};

/** Watches for the moments of a row, and does each thing once, when its moment has come. */
export function besides(
  expected: readonly { at: Moment; do: Deed }[] = [],
  perform: (deed: Deed) => void,
): (kind: Kind | 'planned', text?: string) => void {
  const open = expected.map(({ at, do: deed }) => ({
    at,
    deed,
    left: (at !== 'planned' && at.nth) || 1,
  }));
  return (kind, text = '') => {
    for (const beside of open) {
      if (!fits(beside.at, kind, text)) continue;
      beside.left -= 1;
      if (beside.left === 0) perform(beside.deed);
    }
  };
}
