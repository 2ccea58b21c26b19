import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AttemptReport } from './AttemptReport';
import { checkLines } from './checkLines';
import type { Attempt } from './Scenario';

type Happened = ReadonlyMap<string, readonly StackEvent[]>;

/** AWS's events: during the attempt, since the start of the previous attempt, and all. */
export interface History {
  happened: Happened;
  since: Happened;
  ever: Happened;
}

/**
 * Compares the progress lines of one or two requesters with AWS's events.
 *
 * @returns what is wrong
 */
export function checkReports(
  reports: readonly AttemptReport[],
  attempts: readonly Attempt[],
  { happened, since, ever }: History,
): string[] {
  const whole = reports.map((account, number) =>
    checkLines(account, attempts[number].reportedAgain ? since : happened),
  );
  const piece = reports.map(account =>
    checkLines(account, ever, { partlyReported: true }),
  );
  if (reports.length === 1) {
    return attempts[0].partlyReported ? piece[0] : whole[0];
  }
  // A refused requester followed nothing.
  const followed = reports.flatMap(({ outcome }, number) =>
    /^(refused|no-aws)$/.test(outcome) ? [] : [number],
  );
  const isSame = new Set(attempts.map(({ token }) => token)).size === 1;
  const isNamed = attempts[0].token !== undefined;
  if (isSame && isNamed) return followed.flatMap(number => whole[number]);
  // Of two independent requesters, the one who starts the operation receives all lines, the other those from its request on.
  const best = followed.find(number => whole[number].length === 0);
  return [
    ...(best === undefined ? whole[followed[0]] ?? [] : []),
    ...piece.flat(),
  ];
}
