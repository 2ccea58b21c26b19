import type { Measurement } from './Measurement';

export interface Corpus {
  messages: readonly { text: string; cause: string }[];
}

export interface Labels {
  silent: readonly string[];
  general: readonly string[];
  labels: Readonly<Record<string, readonly string[]>>;
}

/** Share of messages, in percent. */
const targets = { right: 95, wrong: 1 };

/**
 * Compares the cause found for each message with those that its label allows.
 *
 * @param find - the id of the cause of a message; undefined when nothing is claimed
 */
export function checkCauses(
  { messages }: Corpus,
  { silent, general, labels }: Labels,
  find: (text: string) => string | undefined,
): Measurement[] {
  const checked = messages.map(({ text, cause }) => {
    const id = find(text);
    if (silent.includes(cause)) {
      return { text, cause, id, verdict: id ? 'not silent' : 'right' };
    }
    if (id === undefined) return { text, cause, id, verdict: 'not found' };
    if ((labels[cause] ?? [cause]).includes(id)) {
      return { text, cause, id, verdict: 'right' };
    }
    return {
      text,
      cause,
      id,
      verdict: general.includes(id) ? 'general' : 'wrong',
    };
  });
  const count = (...verdicts: string[]) =>
    checked.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const share = (n: number) => (100 * n) / messages.length;
  const line = (name: string, n: number, missed: boolean): Measurement => ({
    name,
    value: `${n} of ${messages.length} (${share(n).toFixed(1)} %)`,
    missed,
  });
  const wrong = count('wrong', 'not silent');
  const right = count('right');
  return [
    ...checked
      .filter(({ verdict }) => verdict !== 'right')
      .map(({ text, cause, id, verdict }) => ({
        name: `${verdict}: ${cause}${id ? ` → ${id}` : ''}`,
        value: text.slice(0, 100),
      })),
    line('right', right, share(right) < targets.right),
    line('general', count('general'), false),
    line('wrong', wrong, share(wrong) > targets.wrong),
    line('not found', count('not found'), false),
    line(
      'cascade or unknown, not silent',
      count('not silent'),
      count('not silent') > 0,
    ),
  ];
}
