import type { Finding } from '../health';
import type { PartsPhase } from '../../stack/stackStatus';

/** Meaning of each status of a service. `leaving` and `gone` are healthy only while the environment is being destroyed. */
export type StateHealth = Readonly<
  Record<string, 'healthy' | 'leaving' | 'gone' | Finding['health']>
>;

/** Checks a service's status, such as `storage-full` of RDS. A status that is not in the table is unknown. */
export function checkState(
  subject: string,
  word: string,
  states: StateHealth,
  phase: PartsPhase,
): Finding | undefined {
  const health = states[word];
  if (health === 'healthy') return undefined;
  if (!health) {
    return {
      health: 'unknown',
      reason: `AWS reports ${subject} as ${word}, which is no state known here.`,
    };
  }
  if (health === 'leaving') {
    return {
      health: phase === 'going' ? 'deploying' : 'failing',
      reason: `${subject} is being deleted.`,
    };
  }
  if (health === 'gone') {
    return {
      health: phase === 'going' ? 'absent' : 'failing',
      reason: `${subject} was deleted.`,
    };
  }
  return { health, reason: `${subject} is ${word}.` };
}
