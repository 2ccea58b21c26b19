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
import {
  synthesisOptions,
  synthesize,
  type Synthesis,
} from '../synthesis/synthesize';
import { checkApiLogs } from './checkApiLogs';
import { checkEngineVersions } from './checkEngineVersions';
import { checkInAws } from './checkInAws';
import { checkInput } from './checkInput';
import { completeSpec } from '../offers/completeSpec';
import { checkRunning } from './checkRunning';
import { checkSize } from './checkSize';
import { checkSkipped } from './checkSkipped';
import { checkStores } from './checkStores';
import { operationsInProgress } from './operationsInProgress';
import type { Requester } from '../cloudformation/Grant';
import type { Stack } from '../cloudformation/Stack';
import { RunningStack } from '../cloudformation/RunningStack';
import { isOwnedByAnother } from '../cloudformation/ownership';
import { observeStep } from '../follow/observe';
import { resolveTarget } from '../cloudformation/resolveTarget';
import { readBlockingResources } from '../diagnosis/readBlockingResources';
import { stagingBucketOf } from './stagingBucketOf';
import { nextHistory } from '../cloudformation/nextHistory';
import { templateWithRequest } from '../cloudformation/templateWithRequest';

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
  /** The template with request and history in its metadata, its size, and the tags of the stack. */
  synthesis: Synthesis;
  /** The stack that exists now. */
  stack?: Stack;
  /** Logical ids of the resources that block a rollback to be continued. */
  blockedBy: string[];
  /** What AWS may refuse, without certainty. */
  warnings: string[];
}

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
    /** Id of the operation, for the history. */
    operation: string;
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
        ...synthesisOptions(access.settings),
        signal,
      }),
    ),
    limiter.limited(() =>
      checkInAws(access, clients, found, running, onNotice),
    ),
  ]);
  signal?.throwIfAborted();
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const history = await nextHistory(running, {
    operation: options.operation,
    requester: requester.id,
    at: new Date().toISOString(),
    spec,
  });
  const templateBody = templateWithRequest(
    synthesized.value.templateBody,
    { request, requester: requester.id },
    history,
  );
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
  warnings.push(...aws.value.warnings);
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
        const blocking = await readBlockingResources(cloudFormation, running);
        blockedBy = blocking.map(({ logicalId }) => logicalId);
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
