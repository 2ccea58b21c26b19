import type { Stack } from '../stacks/Stack';

const sentence = (verb: string, ids: readonly string[]): string =>
  ids.length > 0
    ? `The following resource(s) failed to ${verb}: [${ids.join(', ')}]. `
    : '';

/** The status reason of a stack whose resources failed; it ends with a space, as in AWS. */
export function describeFailures(
  stack: Stack,
  logicalIds: readonly string[],
): string {
  const inStatus = (status: string) =>
    logicalIds.filter(id => stack.resources.get(id)?.status === status);
  return (
    sentence('create', inStatus('CREATE_FAILED')) +
    sentence('update', inStatus('UPDATE_FAILED')) +
    sentence('delete', inStatus('DELETE_FAILED'))
  );
}
