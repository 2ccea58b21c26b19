import {
  UpdateTerminationProtectionCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { toAwsError, type AwsCall } from '../AwsError';
import { RefusedError } from '../RefusedError';
import { beginDeployment } from './beginDeployment';
import { cancelOperation, type Cancellation } from './cancelOperation';
import { concludeDeployment } from './concludeDeployment';
import { describeStack, outputsOf } from './describeStack';
import { discard, discardPlan } from './discardPlan';
import { rememberEvidence } from './evidence';
import { firstFailure } from './explain';
import { followOperation, type OperationProgress } from './followOperation';
import { observe, observeStep } from './observe';
import { operationTokens } from './operationTokens';
import type { DeploymentOutcome } from './Outcome';
import { persist } from './Patience';
import type { Plan } from './Plan';
import { ProgressCounter } from './ProgressCounter';
import { ProtectedCreation } from './ProtectedCreation';
import { ServiceWatch } from './ServiceWatch';

/** The part of a plan that deploying needs; a plan that was stored is as good as a fresh one. */
export type DeployablePlan = Pick<
  Plan,
  'ref' | 'spec' | 'kind' | 'stackArn' | 'changeSetArn'
> &
  /** Say how much there is to do, once the change set itself has gone. */
  Partial<Pick<Plan, 'changes'>>;

export interface DeployRequest {
  plan: DeployablePlan;
  /** Names the operation. Deployed again with the same token, the same operation is found and followed to its end. */
  token: string;
  /** Logical ids of resources whose data may be lost; any other loss is refused. */
  allowDataLoss?: readonly string[];
  /** Logical ids a rollback that got stuck may leave as they are, when it has to be continued first. */
  skipResources?: readonly string[];
  /** An earlier run may have begun it, and died: trouble with credentials is waited for, for AWS goes on. */
  isResumed?: boolean;
  /** Asked before anything is begun that is not in flight already; what it throws is thrown, and nothing is begun. */
  mayBegin?(): Promise<void>;
  /** Aborting it cancels the operation in AWS, and that is followed to the end too. */
  signal?: AbortSignal;
  /** `leave` only stops following, and lets AWS go on. */
  onAbort?: 'cancel' | 'leave';
  onProgress?(progress: OperationProgress): void;
  /** Told what holds the operation up, while it does: such as why the tasks of a service stop, or that AWS is away. */
  onNotice?(sentence: string): void;
  /** Told what the cancellation came to in AWS, once AWS has taken it. */
  onCancelled?(cancellation: Cancellation): void;
}

/**
 * Executes exactly the planned change set and follows it until the stack rests. However it ends is an outcome, told in
 * words; only what could not be begun is thrown, and the plan is taken back then.
 *
 * @throws RefusedError when the plan can no longer be executed, or would lose data that `allowDataLoss` does not name;
 *   AwsError when AWS could not be used
 */
export function deployEnvironment(
  access: AwsAccess,
  request: DeployRequest,
): Promise<DeploymentOutcome> {
  const { ref, spec } = request.plan;
  return observe(
    access.telemetry,
    { operation: 'deploy', ...ref, blueprint: spec.blueprint },
    ending => ending,
    () => deploy(access, request),
  );
}

async function deploy(
  access: AwsAccess,
  request: DeployRequest,
): Promise<DeploymentOutcome> {
  const { plan, signal, onNotice } = request;
  const { telemetry } = access;
  const { ref } = plan;
  const { patience: patienceSeconds } = access.settings;
  const tokens = operationTokens(request.token);
  const call: AwsCall = { action: 'cloudformation:ExecuteChangeSet', ...ref };
  // AWS may be executing it already: it is asked until it answers.
  const patiently = <T>(run: () => Promise<T>, mayHaveBegun = false) =>
    persist(call, run, { signal, onNotice, patienceSeconds, mayHaveBegun });
  const clients = await patiently(() => access.clients(ref), request.isResumed);
  const { cloudFormation, ecs } = clients;
  const withProtection = async (
    conclusion: DeploymentOutcome,
    stack: Stack | undefined,
  ): Promise<DeploymentOutcome> => {
    try {
      await patiently(() => protect(cloudFormation, plan, stack));
      return conclusion;
    } catch (error) {
      // It has ended well but for this, and must not be told as if it had not begun.
      const known = toAwsError(error, call);
      if (!known) throw error;
      return {
        ...conclusion,
        outcome: 'needs-attention',
        sentence: `${conclusion.sentence} Only its protection against deletion could not be changed. ${known.message} Then deploy again.`,
      };
    }
  };
  if (plan.kind === 'unchanged') {
    return leaveAsItIs(cloudFormation, plan, patiently);
  }
  const begun = await observeStep(telemetry, 'execute', () =>
    patiently(
      () =>
        beginDeployment({
          clients,
          settings: access.settings,
          request,
          tokens,
        }),
      request.isResumed,
    ),
  ).catch(async (error: unknown) => {
    // What is being executed stays, so there is nothing to find out first. What was refused has been taken back.
    if (!(error instanceof RefusedError)) {
      const name = stackName(ref.suffix);
      const made = { name: tokens.changeSet, stack: name };
      await discard(cloudFormation, name, made).catch(() => {});
      await discardPlan(access, plan).catch(() => {});
    }
    throw error;
  });
  if ('outcome' in begun) {
    if (begun.outcome !== 'updated') return begun;
    const { stackArn } = begun;
    return withProtection(
      begun,
      await patiently(() => describeStack(cloudFormation, stackArn)),
    );
  }

  const { stackArn } = begun;
  // A cancellation AWS does not answer is tried again.
  const said = new Set<string>();
  const sayOnce = (sentence: string) => {
    if (!said.has(sentence)) onNotice?.(sentence);
    said.add(sentence);
  };
  const services = new ServiceWatch(ecs, ref, onNotice);
  const creation = plan.spec.deletionProtection
    ? new ProtectedCreation(clients, ref, stackArn, sayOnce)
    : undefined;
  const followed = await observeStep(telemetry, 'follow', () =>
    followOperation({
      client: cloudFormation,
      stackArn,
      where: ref,
      reader: begun.reader,
      sofar: begun.sofar,
      counter: new ProgressCounter(begun.changes),
      limitMinutes: access.settings.operationTimeout,
      patienceSeconds,
      signal,
      onProgress: request.onProgress,
      onNotice,
      onEvent: event => {
        creation?.take(event);
        return services.take(event);
      },
      onReading: async () => {
        await services.lookAround();
        await creation?.lookAround();
      },
      cancelToken: tokens.cancel,
      cancel: async () => {
        if (request.onAbort === 'leave') return undefined;
        if (creation && !(await creation.mayBeDeleted())) return 'later';
        const cancellation = await observe(
          telemetry,
          { operation: 'cancel', ...ref, blueprint: plan.spec.blueprint },
          outcome => ({ outcome }),
          () => cancelOperation(cloudFormation, stackArn, tokens, sayOnce),
        );
        request.onCancelled?.(cancellation);
        return cancellation;
      },
    }),
  );
  const failure = firstFailure(followed.events);
  const evidence = services.evidenceOf(failure?.logicalId);
  if (failure) rememberEvidence(failure, evidence);
  const { uncancelled } = followed;
  const concluded = concludeDeployment({
    ref,
    stackArn,
    followed,
    evidence,
    tokens,
    // A cancellation that AWS did not take did not come too late, but not at all.
    aborted: signal?.aborted === true && uncancelled === undefined,
  });
  const conclusion =
    uncancelled === undefined
      ? concluded
      : {
          ...concluded,
          sentence: `${concluded.sentence} It could not be cancelled: ${uncancelled}`,
        };
  return followed.end === 'rested' &&
    /^(created|updated)$/.test(conclusion.outcome)
    ? withProtection(conclusion, followed.stack)
    : conclusion;
}

/**
 * Protection is a property of the stack, not of the template: a change set does not carry it.
 *
 * @param stack - as it was found
 * @returns whether it had to be switched
 */
async function protect(
  client: CloudFormationClient,
  { ref, spec }: DeployablePlan,
  stack: Pick<Stack, 'EnableTerminationProtection'> | undefined,
): Promise<boolean> {
  const { deletionProtection } = spec;
  if (deletionProtection === (stack?.EnableTerminationProtection ?? false)) {
    return false;
  }
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: stackName(ref.suffix),
      EnableTerminationProtection: deletionProtection,
    }),
  );
  return true;
}

/** There is nothing for a change set to do; what it does not carry may be otherwise than asked. */
async function leaveAsItIs(
  client: CloudFormationClient,
  plan: DeployablePlan,
  patiently: <T>(run: () => Promise<T>) => Promise<T>,
): Promise<DeploymentOutcome> {
  const { ref, spec, stackArn } = plan;
  const stack = await patiently(() => describeStack(client, stackArn));
  const isSwitched = await patiently(() => protect(client, plan, stack));
  const name = `${ref.suffix} in ${ref.region}`;
  return {
    outcome: isSwitched ? 'updated' : 'unchanged',
    ref,
    stackArn,
    stackStatus: stack?.StackStatus ?? '',
    outputs: outputsOf(stack),
    seconds: 0,
    sentence: isSwitched
      ? `Environment ${name} is as asked: only its protection against deletion was switched ${
          spec.deletionProtection ? 'on' : 'off'
        }.`
      : `Environment ${name} is already as asked: nothing to do.`,
  };
}
