import { NotFoundError } from '@backstage/errors';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  listDeletedStacks,
  readObservedStack,
  readOperationHistory,
  readReplacedCreations,
  withReplacedCreations,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import {
  resolveEnvironment,
  type TargetFlags,
} from '../aws/resolveEnvironment';
import { describeOperations } from '../terminal/describeOperations';
import { noteLocalAws } from '../terminal/noteLocalAws';
import type { Terminal } from '../terminal/Terminal';

/** The stack of the environment, or the latest one of this name that was deleted. */
async function findStack(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<string> {
  const stack = await readObservedStack(access, ref, stackName(ref.suffix));
  if (stack) return stack.arn;
  const deleted = (await listDeletedStacks(access, ref)).find(
    found => found.ref.suffix === ref.suffix,
  );
  if (deleted) return deleted.stackArn;
  throw new NotFoundError(
    `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}, and there was none in the last 90 days.`,
  );
}

/** Lists the last operations on an environment, also on one that was destroyed. */
export async function operations(
  terminal: Terminal,
  flags: TargetFlags & { json?: boolean },
): Promise<number> {
  const { access, ref } = await resolveEnvironment(flags);
  const stackArn = await findStack(access, ref);
  const own = await readOperationHistory(access, ref, stackArn);
  const history = await withReplacedCreations(own, () =>
    readReplacedCreations(access, own),
  );
  if (flags.json) {
    terminal.result(JSON.stringify(history, null, 2));
  } else {
    await noteLocalAws(terminal, access);
    for (const reason of history.unread) terminal.note(`Not read: ${reason}`);
    terminal.result(describeOperations(history));
  }
  return history.unread.length > 0 ? 5 : 0;
}
