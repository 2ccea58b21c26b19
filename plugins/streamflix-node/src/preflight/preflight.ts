import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  newEnvironmentWarnings,
  normalizeRequest,
  stackStatus,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { AwsError } from '../aws/AwsError';
import { RefusedError } from '../aws/RefusedError';
import { synthesize, type Synthesis } from '../synthesis/synthesize';
import { checkApiLogs } from './checkApiLogs';
import { checkEngineVersions } from './checkEngineVersions';
import { checkInput, checkLimits } from './checkInput';
import { completeSpec } from '../offers/completeSpec';
import { checkRunning } from './checkRunning';
import { checkSize } from './checkSize';
import { checkStores } from './checkStores';
import { executionRoleArn } from '../cloudformation/executionRoleArn';
import type { Requester } from '../cloudformation/Grant';
import type { Stack } from '../cloudformation/Stack';
import { RunningStack } from '../cloudformation/RunningStack';
import { isOwnedByAnother } from '../cloudformation/ownership';
import { observeStep } from '../follow/observe';
import { resolveTarget } from '../cloudformation/resolveTarget';
import { readBlockingResources } from '../diagnosis/readBlockingResources';
import { checkSecrets } from './secrets';
import { stagingBucketOf } from './stagingBucketOf';
import { templateWithRequest } from '../cloudformation/templateWithRequest';
import { describeOperationInProgress } from '../follow/describeOperationInProgress';

/** The findings before anything is changed. */
export interface Preflight {
  requester: Requester;
  ref: EnvironmentRef;
  /** Normalised. */
  request: EnvironmentInput;
  spec: EnvironmentSpec;
  /** The specification that runs now; undefined for a new environment. */
  running?: EnvironmentSpec;
  clients: AwsClients;
  /** The template with the request in its metadata, its size, and the tags of the stack. */
  synthesis: Synthesis;
  /** The stack that exists now. */
  stack?: Stack;
  /** Logical ids of the resources that block a rollback to be continued. */
  blockedBy: string[];
  /** What AWS may refuse, and nothing can be said for certain. */
  warnings: string[];
}

/** CloudFormation skips only resources that block a rollback. */
const checkSkipped = (
  named: readonly string[] = [],
  blockedBy: readonly string[],
): Problem[] =>
  named.every(logicalId => blockedBy.includes(logicalId))
    ? []
    : [
        {
          path: 'skipResources',
          // Does not repeat the given value: it is no known name.
          message: `Resources to skip must block the rollback; what does: ${
            blockedBy.join(', ') || 'nothing that can be skipped'
          }.`,
        },
      ];

/** A suffix of another owner is only reported as taken. */
const taken = ({ suffix, region }: EnvironmentRef) =>
  new RefusedError([
    {
      path: 'suffix',
      message: `Suffix ${suffix} is taken in ${region}. Choose another suffix.`,
    },
  ]);

/**
 * Finds everything that prevents a deployment, and changes nothing.
 *
 * @param options.authorize - called as soon as the stack is known, before any finding about it is reported
 * @throws RefusedError with all findings; AwsError when AWS could not be called; the errors of `authorize`
 */
export async function preflight(
  access: AwsAccess,
  options: {
    input: EnvironmentInput;
    /** Called once the input is valid. */
    requester(): Promise<Requester>;
    authorize(found: {
      ref: EnvironmentRef;
      spec: EnvironmentSpec;
      stack?: Stack;
    }): Promise<unknown>;
    /** Logical ids that a continued rollback may skip. */
    skipResources?: readonly string[];
    /** The stack, when the caller has read it already. */
    running?: RunningStack;
    signal?: AbortSignal;
    /** Receives what could not be checked, and warnings. */
    onNotice?(line: string): void;
  },
): Promise<Preflight> {
  const { signal, onNotice } = options;
  checkInput(access, options.input);
  const ref = await resolveTarget(access, options.input);
  const request = normalizeRequest(options.input, ref.account);
  const input = checkInput(access, request);
  const requester = await options.requester();
  const clients = await access.clients(ref);
  const { cloudFormation } = clients;
  const limiter = access.rateLimiter(ref);
  const running = options.running ?? new RunningStack(access, ref);
  const stack = await limiter.limited(() => running.stack());
  if (stack && isOwnedByAnother(stack, requester)) throw taken(ref);
  await options.authorize({ ref, spec: input, stack });
  const isNew = !stack || stackStatus(stack.status).completed === 'no';
  const warnings = isNew ? newEnvironmentWarnings(input) : [];
  const before = isNew ? undefined : await running.spec();
  const choices = await completeSpec(
    access,
    ref,
    input,
    // What cannot be read is refused below.
    before?.ok ? before.value : undefined,
  );
  const spec = before && !before.ok ? input : choices.spec;
  const found = {
    ref,
    request,
    spec,
    running: before?.ok ? before.value : undefined,
    requester,
  };
  warnings.push(...choices.warnings);

  const [synthesized, aws] = await Promise.allSettled([
    observeStep(access.telemetry, 'synthesis', () =>
      synthesize(spec, {
        permissionsBoundary: access.settings.permissionsBoundary,
        timeoutSeconds: access.settings.synthesisTimeout,
        signal,
      }),
    ),
    limiter.limited(() =>
      checkInAws(access, clients, found, running, onNotice),
    ),
  ]);
  signal?.throwIfAborted();
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const templateBody = templateWithRequest(synthesized.value.templateBody, {
    request,
    requester: requester.id,
  });
  const bytes = Buffer.byteLength(templateBody);
  const synthesis = { ...synthesized.value, templateBody, bytes };
  const sizeProblems = checkSize(
    bytes,
    stagingBucketOf(access.settings.stagingBucket, ref),
  );
  if (aws.status === 'rejected') {
    throw sizeProblems.length > 0
      ? refusal(sizeProblems, [aws.reason])
      : aws.reason;
  }
  const { errors } = aws.value;
  const problems = [
    ...sizeProblems,
    ...choices.problems,
    ...aws.value.problems,
  ];
  /** Runs one check; when AWS does not allow it, the others still report their findings. */
  const check = (run: () => Promise<Problem[]>) =>
    retryThrottled(run).then(
      more => void problems.push(...more),
      (error: unknown) => void errors.push(error),
    );
  let blockedBy: string[] = [];
  if (stack) {
    problems.push(...operationsInProgress(stack, ref));
    await check(() => checkRunning(running, spec));
    if (before?.ok && stackStatus(stack.status).nextStep === 'update') {
      const environment = { clients, stack, spec: before.value };
      await check(() => checkStores(environment, spec, onNotice));
    }
    if (stackStatus(stack.status).nextStep === 'continue-rollback') {
      await check(async () => {
        const held = await readBlockingResources(cloudFormation, running);
        blockedBy = held.map(({ logicalId }) => logicalId);
        return checkSkipped(options.skipResources, blockedBy);
      });
    }
  }
  const context = { onNotice, running: () => running.template() };
  await check(() => checkEngineVersions(clients, ref, synthesis, context));
  await check(() => checkApiLogs(clients.apiGateway, ref, synthesis, context));
  const [error] = errors;
  if (problems.length > 0) throw refusal(problems, errors);
  if (error) throw error;
  return { ...found, clients, synthesis, stack, blockedBy, warnings };
}

/** All findings, and the checks that AWS did not answer; an internal error is returned unchanged. */
function refusal(problems: Problem[], errors: readonly unknown[]): unknown {
  const described = errors.map(error =>
    error instanceof AwsError
      ? [{ path: '', message: error.describeForUser() }]
      : undefined,
  );
  const unexpected = described.indexOf(undefined);
  return unexpected < 0
    ? new RefusedError([...problems, ...described.flatMap(each => each ?? [])])
    : errors[unexpected];
}

async function checkInAws(
  access: AwsAccess,
  clients: AwsClients,
  found: Pick<Preflight, 'ref' | 'spec'>,
  running: RunningStack,
  onNotice?: (line: string) => void,
): Promise<{ problems: Problem[]; errors: unknown[] }> {
  const { ref, spec } = found;
  // Checked each time: the credentials may have expired since the last operation.
  const { Account } = await retryThrottled(() =>
    clients.sts.send(new GetCallerIdentityCommand({})),
  );
  const problems: Problem[] =
    Account === ref.account
      ? []
      : [
          {
            path: 'account',
            message: `The credentials configured for AWS account ${ref.account} belong to another account. Correct aws.accounts in the configuration.`,
          },
        ];
  const stack = await running.stack();
  const before =
    stackStatus(stack?.status ?? '').nextStep === 'update'
      ? await running.spec()
      : undefined;
  const limits = checkLimits(
    access,
    ref,
    spec,
    before?.ok ? before.value : undefined,
  );
  for (const warning of limits.warnings) onNotice?.(warning);
  problems.push(...limits.problems);
  const role = executionRoleArn(access.settings, ref);
  if (stack?.roleArn && stack.roleArn !== role) {
    onNotice?.(
      role
        ? `CloudFormation has acted on this stack with ${stack.roleArn}; from now on it acts with ${role}.`
        : `CloudFormation continues to act on this stack with ${stack.roleArn}: a stack keeps its role although none is configured (streamflix.aws.executionRole).`,
    );
  }
  // Users who may not use a secret must not learn whether it exists.
  if (limits.problems.length > 0) return { problems, errors: [] };
  try {
    const secrets = await checkSecrets(clients.secretsManager, spec, ref);
    return { problems: [...problems, ...secrets], errors: [] };
  } catch (error) {
    return { problems, errors: [error] };
  }
}

/** Why no deployment can start in the stack's current state. */
function operationsInProgress(stack: Stack, ref: EnvironmentRef): Problem[] {
  const { status } = stack;
  const inProgress = describeOperationInProgress(stack, ref);
  if (inProgress) {
    const message = `${inProgress} Wait until it has finished, then try again.`;
    return [{ path: 'suffix', message }];
  }
  return stackStatus(status).nextStep === 'none'
    ? [
        {
          path: 'suffix',
          message: `Environment ${ref.suffix} in ${ref.region} cannot be deployed as it is (${status}): its destruction failed half way. Destroy it again, then create it again.`,
        },
      ]
    : [];
}
