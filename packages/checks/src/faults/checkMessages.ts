import type { AttemptReport } from './AttemptReport';
import type { Attempt, AttemptOutcome } from './Scenario';

/** The message of an outcome, independent of the scenario. Scenarios with other outcomes define their own. */
const usual: { [outcome in AttemptOutcome]?: RegExp } = {
  created: /^Environment \S+ in \S+ was created in /m,
  updated: /was changed in |is up to date: only/,
  unchanged: /nothing to do\.$/m,
  destroyed: /was destroyed in /,
  'rolled-back': /could not be (created|changed)/,
};

/**
 * Checks the outcomes and messages of one or two requesters.
 *
 * @returns what is wrong
 */
export function checkMessages(
  reports: readonly AttemptReport[],
  attempts: readonly Attempt[],
): string[] {
  const wrong: string[] = [];
  const open = [...reports];
  for (const attempt of attempts) {
    // Either concurrent may win.
    const at = open.findIndex(({ outcome }) => outcome === attempt.expects);
    if (at < 0) {
      const real = open.map(({ outcome, message }) => `${outcome}: ${message}`);
      wrong.push(
        `outcome: expected ${attempt.expects}, is ${real.join(', ') || 'none'}`,
      );
      continue;
    }
    const [account] = open.splice(at, 1);
    wrong.push(...checkMessage(account, attempt));
  }
  wrong.push(...checkNotices(reports, attempts[0]?.notices));
  return wrong;
}

function checkMessage(
  { message }: AttemptReport,
  { expects, messages }: Attempt,
): string[] {
  const always = usual[expects];
  if (!always && !messages && expects !== 'planned') {
    return [
      `messages: the row does not say what is reported when it expects ${expects}`,
    ];
  }
  return [...(always ? [always] : []), ...(messages ?? [])]
    .filter(expected => !expected.test(message))
    .map(
      expected => `messages: expected ${expected}, is: ${message || 'nothing'}`,
    );
}

function checkNotices(
  reports: readonly AttemptReport[],
  expected: readonly RegExp[] = [],
): string[] {
  const wrong: string[] = [];
  const notices = reports.flatMap(account => account.notices);
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
  if (reports.length === 1 && repeated.length > 0) {
    wrong.push(`reported twice: ${repeated[0]}`);
  }
  return wrong;
}
