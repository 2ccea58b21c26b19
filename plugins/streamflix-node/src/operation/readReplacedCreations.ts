import type { OperationHistory } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { listDeletedStacks } from '../cloudformation/listDeletedStacks';
import { read } from '../status/reading';
import { latest, readOperationHistory } from './readOperationHistory';
import type { OperationRecord } from './readOperations';

/** Id of the step with which the creation of this stack deleted the failed stack of an earlier attempt, if there was one. */
function clearOf({ items }: OperationHistory): string | undefined {
  const creation = items.find(({ kind }) => kind === 'create');
  return creation?.id.replace(/^deploy-/, 'clear-');
}

/**
 * The histories of failed creations that this environment replaced, newest first: creating it deleted what each had left, with the
 * same operation id and for the same owner. Another environment that had the same name before is none of them.
 *
 * @param history - newest ten operations; the creation must be among them
 * @param options - `storedOf`: as for `readOperationHistory`
 * @throws AwsError
 * @public
 */
export async function readReplacedCreations(
  access: AwsAccess,
  history: OperationHistory,
  options: {
    storedOf?(stackArn: string): Promise<readonly OperationRecord[]>;
  } = {},
): Promise<OperationHistory[]> {
  const { ref } = history;
  if (!clearOf(history)) return [];
  const deleted = await listDeletedStacks(access, ref);
  const ofName = deleted
    .filter(stack => stack.ref.suffix === ref.suffix)
    .map(({ stackArn }) => stackArn);
  // Newest first. A stack that exists is newer than all of them.
  const earlier = ofName.slice(ofName.indexOf(history.stackArn) + 1);
  const replaced: OperationHistory[] = [];
  for (const stackArn of earlier.slice(0, latest)) {
    const next = replaced.at(-1) ?? history;
    const stored = await options.storedOf?.(stackArn);
    const before = await readOperationHistory(access, ref, stackArn, stored);
    const wasReplaced = before.items.some(({ id }) => id === clearOf(next));
    if (!wasReplaced || before.owner !== history.owner) break;
    replaced.push(before);
  }
  return replaced;
}

/**
 * A history with those of the failed creations that it replaced. Deleting what they had left was a step of the next creation, and
 * is no operation of its own.
 *
 * @param readReplaced - `readReplacedCreations`, or part of what it returned; when it fails, the history lists it as unread
 * @public
 */
export async function withReplacedCreations(
  history: OperationHistory,
  readReplaced: () => Promise<readonly OperationHistory[]>,
): Promise<OperationHistory> {
  const reading = await read(readReplaced);
  const replaced = reading.ok ? reading.value : [];
  const unread = [history, ...replaced].flatMap(each => each.unread);
  if (!reading.ok) unread.push(`Earlier failed creations: ${reading.reason}`);
  return {
    ...history,
    items: [
      ...history.items,
      ...replaced.flatMap(({ items }) =>
        items.filter(({ id }) => !id.startsWith('clear-')),
      ),
    ].slice(0, latest),
    unread: [...new Set(unread)],
  };
}
