import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Account } from './Account';
import { judgeLines } from './judgeLines';
import type { Attempt } from './Scenario';

type Happened = ReadonlyMap<string, readonly StackEvent[]>;

/** What AWS did: during the attempt, since the attempt before it began, and ever. */
export interface History {
  happened: Happened;
  since: Happened;
  ever: Happened;
}

/**
 * Judges the lines of one or two who asked at once by what AWS did.
 *
 * @returns what is wrong
 */
export function judgeTold(
  accounts: readonly Account[],
  attempts: readonly Attempt[],
  { happened, since, ever }: History,
): string[] {
  const whole = accounts.map((account, number) =>
    judgeLines(account, attempts[number].retold ? since : happened),
  );
  const piece = accounts.map(account =>
    judgeLines(account, ever, { untold: true }),
  );
  if (accounts.length === 1) {
    return attempts[0].untold ? piece[0] : whole[0];
  }
  // Who was refused followed nothing.
  const followed = accounts.flatMap(({ ending }, number) =>
    /^(refused|no-aws)$/.test(ending) ? [] : [number],
  );
  const isSame = new Set(attempts.map(({ token }) => token)).size === 1;
  const isNamed = attempts[0].token !== undefined;
  if (isSame && isNamed) return followed.flatMap(number => whole[number]);
  // Of two who ask on their own, the one who begins it is told all, the other from when they came.
  const best = followed.find(number => whole[number].length === 0);
  return [
    ...(best === undefined ? whole[followed[0]] ?? [] : []),
    ...piece.flat(),
  ];
}
