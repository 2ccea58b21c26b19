import type { Stack } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  resolveSpec,
  stackName,
  stackTags,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../AwsAccess';
import { AwsError, translateAwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';
import { synthesize, type Synthesis } from '../synthesis/synthesize';
import { checkRunning } from './checkRunning';
import { checkSize } from './checkSize';
import { describeStack, tagOf } from './describeStack';
import { takenBy, type Asker } from './ownership';
import { resolveRef } from './resolveRef';
import { checkSecrets } from './secrets';
import { movement, permission } from './stackStates';

/** Everything that was found out before anything is changed. */
export interface Preflight {
  ref: EnvironmentRef;
  spec: EnvironmentSpec;
  clients: AwsClients;
  synthesis: Synthesis;
  /** The stack that is there now. */
  stack?: Stack;
}

/** Completes the input; a wrong one is refused before AWS is asked anything. */
export function checkInput(
  access: Pick<AwsAccess, 'settings'>,
  input: EnvironmentInput,
): EnvironmentSpec {
  const { regions, accounts } = access.settings;
  const resolution = resolveSpec(input, { allowedRegions: regions });
  const problems = resolution.ok ? [] : [...resolution.problems];
  const allowed = accounts.map(({ id }) => id);
  if (
    /^\d{12}$/.test(String(input?.account)) &&
    allowed.length > 0 &&
    !allowed.includes(String(input.account))
  ) {
    problems.push({
      path: 'account',
      message: `AWS account must be one this installation allows: ${allowed.join(
        ', ',
      )}. It is ${input.account}.`,
    });
  }
  if (!resolution.ok || problems.length > 0) throw new RefusedError(problems);
  return resolution.spec;
}

/**
 * Finds everything that stands in the way of a deployment, and changes nothing.
 *
 * @throws RefusedError with all of it at once; AwsError when AWS could not be asked
 */
export async function preflight(
  access: AwsAccess,
  request: {
    input: EnvironmentInput;
    askedBy?: Asker;
    signal?: AbortSignal;
    /** Whether what is going on in the stack is the operation that is asked for, begun by an earlier run. */
    isBegun?: (clients: AwsClients, stack: Stack) => Promise<boolean>;
  },
): Promise<Preflight> {
  const { askedBy, signal } = request;
  const spec = checkInput(access, request.input);
  const [synthesis, aws] = await Promise.allSettled([
    synthesize(spec, {
      timeoutSeconds: access.settings.synthesisTimeout,
      signal,
    }),
    askAws(access, spec),
  ]);
  signal?.throwIfAborted();
  if (synthesis.status === 'rejected') throw synthesis.reason;

  const problems = checkSize(synthesis.value.bytes);
  if (aws.status === 'rejected') {
    if (problems.length === 0 || !(aws.reason instanceof AwsError)) {
      throw aws.reason;
    }
    problems.push({ path: '', message: aws.reason.message });
    throw new RefusedError(problems);
  }
  const { ref, clients, stack } = aws.value;
  problems.push(...aws.value.problems);
  const owners = askedBy ? askedBy.ownershipRefs : [spec.owner];
  const taken = takenBy(stack, owners);
  if (taken) {
    problems.push({
      path: 'suffix',
      message: `Suffix ${ref.suffix} is taken in ${ref.region} of account ${ref.account}: ${taken}. Choose another suffix, or ask its owner.`,
    });
  } else if (stack) {
    const begun = await translateAwsError(
      { action: 'cloudformation:DescribeStackEvents', ...ref },
      async () => request.isBegun?.(clients, stack),
    );
    const blocked = begun ? undefined : blockedBy(stack, ref);
    if (blocked) problems.push({ path: 'suffix', message: blocked });
  }
  if (problems.length > 0) throw new RefusedError(problems);
  return { ref, spec, clients, synthesis: synthesis.value, stack };
}

async function askAws(access: AwsAccess, spec: EnvironmentSpec) {
  const ref = await resolveRef(access, spec);
  const clients = await access.clients(ref);
  // Asked anew each time: credentials that were good at the last operation may have ended since.
  const { Account } = await translateAwsError(
    { action: 'sts:GetCallerIdentity', ...ref },
    () => clients.sts.send(new GetCallerIdentityCommand({})),
  );
  const problems: Problem[] =
    Account === ref.account
      ? []
      : [
          {
            path: 'account',
            message: `The credentials configured for AWS account ${ref.account} belong to ${Account}. Mend aws.accounts in the configuration.`,
          },
        ];
  const [secretProblems, stack] = await Promise.all([
    checkSecrets(clients.secretsManager, spec, ref),
    translateAwsError({ action: 'cloudformation:DescribeStacks', ...ref }, () =>
      describeStack(clients.cloudFormation, stackName(ref.suffix)),
    ),
  ]);
  const changeProblems = await checkRunning(
    clients.cloudFormation,
    ref,
    stack,
    spec,
  );
  return {
    ref,
    clients,
    stack,
    problems: [...problems, ...secretProblems, ...changeProblems],
  };
}

/** Why the stack's present state lets no deployment begin. */
function blockedBy(stack: Stack, ref: EnvironmentRef): string | undefined {
  const status = stack.StackStatus ?? '';
  const environment = `Environment ${ref.suffix} in ${ref.region}`;
  const moving = movement(status);
  if (moving) {
    const since =
      stack.DeletionTime ?? stack.LastUpdatedTime ?? stack.CreationTime;
    const owner = tagOf(stack, stackTags.owner);
    return `${environment} ${moving} (${status}, since ${
      since?.toISOString() ?? 'unknown'
    }${owner ? `, owner ${owner}` : ''}). Wait until it rests, then try again.`;
  }
  const allowed = permission(status);
  return allowed.permits === 'nothing'
    ? `${environment} cannot be deployed as it is (${status}): ${allowed.because}`
    : undefined;
}
