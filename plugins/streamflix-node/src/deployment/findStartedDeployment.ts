import {
  stackName,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { changeSetName } from '../cloudformation/operationTokens';
import { readChangeSet } from './ChangeSet';
import { readSpec } from './describeStack';
import { findStartedStep, type StartedOperation } from './findStartedStep';
import type { ResourceChange } from './Plan';
import { StackEventReader } from './StackEventReader';

/** A deployment in progress, or over, ready to be followed. */
export interface StartedDeployment extends StartedOperation {
  /** What it touches; empty when that is no longer known. */
  changes: readonly ResourceChange[];
  /** Undefined when the template can no longer be read. */
  spec?: EnvironmentSpec;
}

/**
 * Finds a deployment that an earlier run of it, or another process, has started.
 *
 * @param deployment.options.isResumed - an earlier run may have started it: a creation that was cancelled is looked for among the
 *   deleted stacks, too
 */
export async function findStartedDeployment(deployment: {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  options: { isResumed?: boolean };
}): Promise<StartedDeployment | undefined> {
  const { access, ref, operation, options } = deployment;
  const { cloudFormation } = await access.clients(ref);
  const own = await readChangeSet(cloudFormation, {
    name: changeSetName(operation, 'deploy'),
    stack: stackName(ref.suffix),
  });
  const started =
    (await findStartedStep(cloudFormation, ref, operation, 'deploy', {
      isDeleted: options.isResumed === true,
    })) ??
    // Executed a moment ago, it may have no event yet.
    (own?.state === 'executed' && {
      stackArn: own.stackArn,
      reader: new StackEventReader(cloudFormation, own.stackArn),
    });
  if (!started) return undefined;
  const spec = await readSpec(cloudFormation, started.stackArn).catch(
    () => undefined,
  );
  return { ...started, changes: own?.changes ?? [], spec };
}
