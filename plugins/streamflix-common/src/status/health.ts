import type { Health } from '../stack/stackStatus';
import { describeUnread, type UnreadPart } from './unread';

/**
 * From best to worst. A known problem ranks worse than unknown, and unknown ranks worse than healthy or in progress, so unread
 * data is never green.
 *
 * @public
 */
export const healthOrder = [
  'healthy',
  'absent',
  'deploying',
  'unknown',
  'degraded',
  'failing',
] as const satisfies readonly Health[];

const severity = (health: Health) => healthOrder.indexOf(health);

/** The worst of several; `healthy` when there are none. */
export const worst = (healths: readonly Health[]): Health =>
  healths.reduce<Health>(
    (worstSoFar, health) =>
      severity(health) > severity(worstSoFar) ? health : worstSoFar,
    'healthy',
  );

/** What a rule reports; it reports nothing when there is no problem. */
export interface Finding {
  health: Exclude<Health, 'healthy'>;
  /** One message with its subject; the first letter is capitalised on display. */
  reason: string;
  /** What it is that could not be read, if that is the reason. */
  unread?: UnreadPart;
}

/** Finds that something could not be read. */
export const unreadFinding = (
  unread: UnreadPart,
  health: Finding['health'] = 'unknown',
): Finding => ({ health, reason: describeUnread(unread), unread });

/** Most severe first; findings of equal severity keep their order. */
export const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => severity(b.health) - severity(a.health));
