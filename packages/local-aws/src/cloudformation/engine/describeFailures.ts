import type { Stack } from '../stacks/Stack';

const describe = (verb: string, ids: readonly string[]): string =>
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
    describe('create', inStatus('CREATE_FAILED')) +
    describe('update', inStatus('UPDATE_FAILED')) +
    describe('delete', inStatus('DELETE_FAILED'))
  );
}
