import type { Stack } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  resolveSpec,
  stackName,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../AwsAccess';
import { askPatiently } from '../askPatiently';
import { AwsError, translateAwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';
import { synthesize, type Synthesis } from '../synthesis/synthesize';
import { checkApiLogs } from './checkApiLogs';
import { checkEngineVersions } from './checkEngineVersions';
import { checkRunning } from './checkRunning';
import { checkSize } from './checkSize';
import { Crowd } from './Crowd';
import { describeStack, readTemplateBody } from './describeStack';
import { takenBy, type Asker } from './ownership';
import { observeStep } from './observe';
import { resolveRef } from './resolveRef';
import { readHeldBy } from './recoverStack';
import { checkSecrets } from './secrets';
import { stagingBucketOf } from './stagedTemplate';
import { permission } from './stackStates';
import { tellMovement } from './tellMovement';

/** Everything that was found out before anything is changed. */
export interface Preflight {
  ref: EnvironmentRef;
  spec: EnvironmentSpec;
  clients: AwsClients;
  synthesis: Synthesis;
  /** The stack that is there now. */
  stack?: Stack;
  /** Logical ids of what holds a rollback up that has to be continued. */
  heldBy: string[];
}

/** Completes the input; a wrong one is refused before AWS is asked anything. */
export function checkInput(
  access: Pick<AwsAccess, 'settings'>,
  input: EnvironmentInput,
): EnvironmentSpec {
  const { regions, accounts, stagingBucket } = access.settings;
  const resolution = resolveSpec(input, {
    allowedRegions: regions,
    largeTemplates: stagingBucket !== undefined,
  });
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

/** CloudFormation skips nothing but what holds a rollback up. */
const checkSkipped = (
  named: readonly string[] = [],
  heldBy: readonly string[],
): Problem[] =>
  named
    .filter(logicalId => !heldBy.includes(logicalId))
    .map(logicalId => ({
      path: 'skipResources',
      message: `${logicalId} does not hold the rollback up, so it cannot be skipped; what does: ${
        heldBy.join(', ') || 'nothing that can be skipped'
      }.`,
    }));

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
    /** Logical ids a rollback that got stuck may leave as they are. */
    skipResources?: readonly string[];
    signal?: AbortSignal;
    /** Told what could not be checked. */
    told?(line: string): void;
    /** Whether what is going on in the stack is the operation that is asked for, begun by an earlier run. */
    isBegun?: (clients: AwsClients, stack: Stack) => Promise<boolean>;
  },
): Promise<Preflight> {
  const { askedBy, signal } = request;
  const spec = checkInput(access, request.input);
  const [synthesis, aws] = await Promise.allSettled([
    observeStep(access.telemetry, 'synthesis', () =>
      synthesize(spec, {
        timeoutSeconds: access.settings.synthesisTimeout,
        signal,
      }),
    ),
    askAws(access, spec),
  ]);
  signal?.throwIfAborted();
  if (synthesis.status === 'rejected') throw synthesis.reason;

  const { bytes } = synthesis.value;
  if (aws.status === 'rejected') {
    const problems = checkSize(bytes, access.settings.stagingBucket);
    throw problems.length > 0 ? refusal(problems, [aws.reason]) : aws.reason;
  }
  const { ref, clients, stack, troubles } = aws.value;
  const { cloudFormation } = clients;
  const problems = [
    ...checkSize(bytes, stagingBucketOf(access.settings.stagingBucket, ref)),
    ...aws.value.problems,
  ];
  /** What one look finds; when AWS does not let us look, the others still tell what they found. */
  const look = (action: string, check: () => Promise<Problem[]>) =>
    askPatiently({ action, ...ref }, check).then(
      found => void problems.push(...found),
      (error: unknown) => void troubles.push(error),
    );
  const owners = askedBy ? askedBy.ownershipRefs : [spec.owner];
  const taken = takenBy(stack, owners);
  let heldBy: string[] = [];
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
    // AWS is at it, whatever has come up since: it is followed to its end, not refused.
    if (begun) {
      return { ref, spec, clients, synthesis: synthesis.value, stack, heldBy };
    }
    problems.push(...blockedBy(stack, ref));
    await look('cloudformation:GetTemplate', () =>
      checkRunning(cloudFormation, ref, stack, spec),
    );
    if (permission(stack.StackStatus).permits === 'continue-rollback') {
      await look('cloudformation:DescribeStackEvents', async () => {
        const held = await readHeldBy(cloudFormation, stack.StackId ?? '');
        heldBy = held.map(({ logicalId }) => logicalId);
        return checkSkipped(request.skipResources, heldBy);
      });
    }
  }
  const beside = {
    told: request.told,
    running: async () =>
      stack && !taken
        ? readTemplateBody(cloudFormation, stack.StackId ?? '')
        : '{}',
  };
  await look('rds:DescribeDBEngineVersions', () =>
    checkEngineVersions(clients, ref, synthesis.value, beside),
  );
  await look('apigateway:GET', () =>
    checkApiLogs(clients.apiGateway, ref, synthesis.value, beside),
  );
  const [trouble] = troubles;
  if (problems.length > 0) throw refusal(problems, troubles);
  if (trouble) throw trouble;
  return { ref, spec, clients, synthesis: synthesis.value, stack, heldBy };
}

/** Everything that was found, and what could not be looked at; a fault of ours is thrown as it is. */
function refusal(problems: Problem[], troubles: readonly unknown[]): unknown {
  const told = troubles.map(trouble =>
    trouble instanceof AwsError
      ? [{ path: '', message: trouble.message }]
      : undefined,
  );
  const unexpected = told.indexOf(undefined);
  return unexpected < 0
    ? new RefusedError([...problems, ...told.flatMap(each => each ?? [])])
    : troubles[unexpected];
}

async function askAws(access: AwsAccess, spec: EnvironmentSpec) {
  const ref = await resolveRef(access, spec);
  const clients = await access.clients(ref);
  return Crowd.of(clients.cloudFormation).inTurn(() =>
    lookAround(clients, spec, ref),
  );
}

async function lookAround(
  clients: AwsClients,
  spec: EnvironmentSpec,
  ref: EnvironmentRef,
) {
  // Asked anew each time: credentials that were good at the last operation may have ended since.
  const { Account } = await askPatiently(
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
  const [secrets, stack] = await Promise.allSettled([
    checkSecrets(clients.secretsManager, spec, ref),
    askPatiently({ action: 'cloudformation:DescribeStacks', ...ref }, () =>
      describeStack(clients.cloudFormation, stackName(ref.suffix)),
    ),
  ]);
  if (secrets.status === 'fulfilled') problems.push(...secrets.value);
  return {
    ref,
    clients,
    stack: stack.status === 'fulfilled' ? stack.value : undefined,
    problems,
    troubles: [secrets, stack].flatMap((look): unknown[] =>
      look.status === 'rejected' ? [look.reason] : [],
    ),
  };
}

/** Why the stack's present state lets no deployment begin. */
function blockedBy(stack: Stack, ref: EnvironmentRef): Problem[] {
  const status = stack.StackStatus ?? '';
  const moving = tellMovement(stack, ref);
  if (moving) {
    const message = `${moving} Wait until it rests, then try again.`;
    return [{ path: 'suffix', message }];
  }
  const allowed = permission(status);
  return allowed.permits === 'nothing'
    ? [
        {
          path: 'suffix',
          message: `Environment ${ref.suffix} in ${ref.region} cannot be deployed as it is (${status}): ${allowed.because}`,
        },
      ]
    : [];
}
