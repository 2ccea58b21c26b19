import {
  stackName,
  type EnvironmentRef,
  type StackSnapshot,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { describeStack } from '../cloudformation/describeStack';
import { read } from './reading';
import { readSnapshots } from './readSnapshots';
import {
  toEnvironment,
  type ListedEnvironment,
} from '../cloudformation/stackFacts';

/**
 * The environment itself, without its components.
 *
 * @returns undefined when there is no such stack, StreamFlix does not manage it, or it was only planned
 * @throws AwsError, or the SDK's error, when it could not be read
 * @public
 */
export async function findEnvironment(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<ListedEnvironment | undefined> {
  const { cloudFormation } = await access.clients(ref);
  const readAt = new Date().toISOString();
  const stack = await describeStack(cloudFormation, stackName(ref.suffix));
  return stack && toEnvironment(ref, stack, readAt);
}

/**
 * Reads everything about one environment. Never throws: what could not be read has the reason in its reading.
 *
 * @public
 */
export async function readSnapshot(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<StackSnapshot> {
  const found = await read(() => findEnvironment(access, ref));
  if (found.ok && found.value) {
    const [snapshot] = await readSnapshots(access, ref, [found.value]);
    return snapshot;
  }
  const { readAt } = found;
  const nothing = { ok: true, value: undefined, readAt } as const;
  return {
    ref,
    stack: found.ok ? nothing : found,
    spec: found.ok ? nothing : found,
    components: {},
    localAws: await access.isLocalAws().catch(() => false),
    readAt,
  };
}
