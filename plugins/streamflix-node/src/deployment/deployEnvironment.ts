import {
  UpdateTerminationProtectionCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import { beginDeployment } from './beginDeployment';
import { cancelOperation } from './cancelOperation';
import { concludeDeployment } from './concludeDeployment';
import { describeStack, outputsOf } from './describeStack';
import { firstFailure } from './explain';
import { followOperation, type OperationProgress } from './followOperation';
import { operationTokens } from './operationTokens';
import type { DeploymentOutcome } from './Outcome';
import type { Plan } from './Plan';
import { ProgressCounter } from './ProgressCounter';
import { ServiceWatch } from './ServiceWatch';

/** The part of a plan that deploying needs; a plan that was stored is as good as a fresh one. */
export type DeployablePlan = Pick<
  Plan,
  'ref' | 'spec' | 'kind' | 'stackArn' | 'changeSetArn'
>;

export interface DeployRequest {
  plan: DeployablePlan;
  /** Names the operation. Deployed again with the same token, the same operation is found and followed to its end. */
  token: string;
  /** Aborting it cancels the operation in AWS, and that is followed to the end too. */
  signal?: AbortSignal;
  /** `leave` only stops following, and lets AWS go on. */
  onAbort?: 'cancel' | 'leave';
  onProgress?(progress: OperationProgress): void;
  /** Told what holds the operation up, while it does: such as why the tasks of a service stop. */
  onNotice?(sentence: string): void;
}

/**
 * Executes exactly the planned change set and follows it until the stack rests. However it ends is an outcome, told in
 * words; only what could not be begun is thrown.
 *
 * @throws RefusedError when the plan can no longer be executed; AwsError when AWS could not be used
 */
export async function deployEnvironment(
  access: AwsAccess,
  request: DeployRequest,
): Promise<DeploymentOutcome> {
  const { plan, signal, onProgress } = request;
  const { ref } = plan;
  const tokens = operationTokens(request.token);
  const { cloudFormation, ecs } = await access.clients(ref);
  const call = { action: 'cloudformation:ExecuteChangeSet', ...ref };
  if (plan.kind === 'unchanged') {
    return translateAwsError(call, () => leaveAsItIs(cloudFormation, plan));
  }
  const begun = await translateAwsError(call, () =>
    beginDeployment(cloudFormation, access.settings, {
      plan,
      tokens,
      signal,
    }),
  );
  if ('outcome' in begun) return begun;

  const { stackArn } = begun;
  const services = new ServiceWatch(ecs, request.onNotice);
  const followed = await translateAwsError(call, () =>
    followOperation({
      client: cloudFormation,
      stackArn,
      where: ref,
      reader: begun.reader,
      sofar: begun.sofar,
      counter: new ProgressCounter(begun.changes),
      limitMinutes: access.settings.operationTimeout,
      signal,
      onProgress,
      onEvent: event => services.take(event),
      onReading: () => services.lookAround(),
      async cancel() {
        if (request.onAbort === 'leave') return false;
        await cancelOperation(cloudFormation, stackArn, tokens);
        return true;
      },
    }),
  );
  const conclusion = concludeDeployment({
    ref,
    stackArn,
    followed,
    evidence: services.evidenceOf(firstFailure(followed.events)?.logicalId),
    tokens,
    aborted: signal?.aborted === true,
  });
  if (
    followed.end === 'rested' &&
    /^(created|updated)$/.test(conclusion.outcome)
  ) {
    const { stack } = followed;
    await translateAwsError(call, () =>
      protect(cloudFormation, plan, stack?.EnableTerminationProtection),
    );
  }
  return conclusion;
}

/** Protection is a property of the stack, not of the template: a change set does not carry it. */
async function protect(
  client: CloudFormationClient,
  { ref, spec }: DeployablePlan,
  now: boolean | undefined,
): Promise<void> {
  if (spec.deletionProtection === (now ?? false)) return;
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: stackName(ref.suffix),
      EnableTerminationProtection: spec.deletionProtection,
    }),
  );
}

async function leaveAsItIs(
  client: CloudFormationClient,
  plan: DeployablePlan,
): Promise<DeploymentOutcome> {
  const { ref, stackArn } = plan;
  const stack = await describeStack(client, stackArn);
  await protect(client, plan, stack?.EnableTerminationProtection);
  return {
    outcome: 'unchanged',
    ref,
    stackArn,
    stackStatus: stack?.StackStatus ?? '',
    outputs: outputsOf(stack),
    seconds: 0,
    sentence: `Environment ${ref.suffix} in ${ref.region} is already as asked: nothing to do.`,
  };
}
