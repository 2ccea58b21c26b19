import { type Fields, stringOf } from '../../world/values';
import type { StackStore } from '../stacks/StackStore';

/** Name of the stack of a request: from its name or ARN, or from the ARN of one of its change sets. */
export function stackOf(
  store: StackStore,
  region: string,
  { StackName, ChangeSetName }: Fields,
): string | undefined {
  const stack = stringOf(StackName);
  // arn:aws:cloudformation:region:account:stack/name/id
  if (stack !== undefined) {
    return stack.startsWith('arn:') ? stack.split('/')[1] : stack;
  }
  const changeSet = stringOf(ChangeSetName);
  return changeSet === undefined
    ? undefined
    : store.all(region).find(({ changeSets }) => changeSets.has(changeSet))
        ?.name;
}
