import type { Finding } from '../health';
import type { PartsPhase } from '../../stack/stackStatus';

/** Meaning of each status of a service. `leaving` and `gone` are healthy only while the environment is being destroyed. */
export type Words = Readonly<
  Record<string, 'healthy' | 'leaving' | 'gone' | Finding['health']>
>;

/** Checks a service's status, such as `storage-full` of RDS. A status that is not in the table is unknown. */
export function checkState(
  subject: string,
  word: string,
  words: Words,
  phase: PartsPhase,
): Finding | undefined {
  const meaning = words[word];
  if (meaning === 'healthy') return undefined;
  if (!meaning) {
    return {
      health: 'unknown',
      reason: `AWS says ${subject} is ${word}, which is no state known here.`,
    };
  }
  if (meaning === 'leaving') {
    return {
      health: phase === 'going' ? 'deploying' : 'failing',
      reason: `${subject} is being deleted.`,
    };
  }
  if (meaning === 'gone') {
    return {
      health: phase === 'going' ? 'absent' : 'failing',
      reason: `${subject} was deleted.`,
    };
  }
  return { health: meaning, reason: `${subject} is ${word}.` };
}
