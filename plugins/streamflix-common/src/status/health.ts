import type { Health } from './EnvironmentStatus';

/**
 * From best to worst. What is known to be wrong outranks what is not known; what is not known outranks what is well or
 * on its way, so nothing unread is ever green.
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
    (sofar, health) => (severity(health) > severity(sofar) ? health : sofar),
    'healthy',
  );

/** What a rule has to say: nothing when all is well. */
export interface Finding {
  health: Exclude<Health, 'healthy'>;
  /** One sentence with its subject; its first letter is made a capital where it is shown. */
  reason: string;
}

/** The gravest first; findings of one gravity keep their order. */
export const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => severity(b.health) - severity(a.health));
