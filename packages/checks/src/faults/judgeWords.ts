import type { Account } from './Account';
import type { Attempt, Ending } from './Scenario';

/** The message of an outcome, independent of the scenario. Scenarios with other outcomes define their own. */
const usual: { [ending in Ending]?: RegExp } = {
  created: /^Environment \S+ in \S+ was created in /m,
  updated: /was changed in |is as asked/,
  unchanged: /nothing to do\.$/m,
  destroyed: /was destroyed in /,
  'rolled-back': /could not be (created|changed)/,
};

/**
 * Checks the outcomes and messages of one or two requesters.
 *
 * @returns what is wrong
 */
export function judgeWords(
  accounts: readonly Account[],
  attempts: readonly Attempt[],
): string[] {
  const wrong: string[] = [];
  const open = [...accounts];
  for (const attempt of attempts) {
    // Either rival may win.
    const at = open.findIndex(({ ending }) => ending === attempt.ends);
    if (at < 0) {
      const real = open.map(({ ending, words }) => `${ending}: ${words}`);
      wrong.push(
        `ending: expected ${attempt.ends}, is ${real.join(', ') || 'none'}`,
      );
      continue;
    }
    const [account] = open.splice(at, 1);
    wrong.push(...judgeSaid(account, attempt));
  }
  wrong.push(...judgeNotices(accounts, attempts[0]?.notices));
  return wrong;
}

function judgeSaid({ words }: Account, { ends, says }: Attempt): string[] {
  const always = usual[ends];
  if (!always && !says && ends !== 'planned') {
    return [`says: the row does not say what is told when it ends ${ends}`];
  }
  return [...(always ? [always] : []), ...(says ?? [])]
    .filter(expected => !expected.test(words))
    .map(expected => `says: expected ${expected}, is: ${words || 'nothing'}`);
}

function judgeNotices(
  accounts: readonly Account[],
  expected: readonly RegExp[] = [],
): string[] {
  const wrong: string[] = [];
  const notices = accounts.flatMap(account => account.notices);
  const left = [...notices];
  for (const each of expected) {
    const at = left.findIndex(notice => each.test(notice));
    if (at < 0) {
      const real = notices.join(' | ') || 'none';
      wrong.push(`notices: expected ${each}, were: ${real}`);
    } else left.splice(0, at + 1);
  }
  const repeated = notices.filter(
    (each, index) => notices.indexOf(each) !== index,
  );
  if (accounts.length === 1 && repeated.length > 0) {
    wrong.push(`told twice: ${repeated[0]}`);
  }
  return wrong;
}
