import type { Stack } from '@aws-sdk/client-cloudformation';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import type { Synthesis } from '../synthesis/synthesize';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import { operationTokens } from './operationTokens';
import type { Asker } from './ownership';
import type { Plan, ResourceChange } from './Plan';
import { preflight, type Preflight } from './preflight';
import { prepareChangeSet } from './prepareChangeSet';
import { StackEventReader } from './StackEventReader';
import { permission } from './stackStates';

export interface PlanRequest {
  input: EnvironmentInput;
  /** Names the operation: planned twice with the same token, it is the same plan. */
  token: string;
  /** Who asks; without, whoever the input calls the owner. */
  askedBy?: Asker;
  signal?: AbortSignal;
  onProgress?(line: string): void;
}

/**
 * Works out what deploying the environment would do, as a change set that `deployEnvironment` executes and `discardPlan`
 * takes back. A plan that fails leaves nothing behind.
 *
 * @throws RefusedError with everything that is in the way; AwsError when AWS could not be used
 */
export async function planEnvironment(
  access: AwsAccess,
  request: PlanRequest,
): Promise<Plan> {
  const { input, askedBy, signal, onProgress } = request;
  const tokens = operationTokens(request.token);
  let begun = false;
  const checked = await preflight(access, {
    input,
    askedBy,
    signal,
    async isBegun({ cloudFormation }, { StackId = '' }) {
      const reader = new StackEventReader(cloudFormation, StackId);
      begun = await reader.isRecent(tokens.execute);
      return begun;
    },
  });
  const { ref, clients, synthesis, stack } = checked;
  onProgress?.(
    `Synthesised ${synthesis.resources} resources, ${synthesis.bytes} bytes`,
  );
  if (begun) {
    const id = { name: tokens.changeSet, stack: stack?.StackId ?? '' };
    const changeSet = await translateAwsError(
      { action: 'cloudformation:DescribeChangeSet', ...ref },
      () => readChangeSet(clients.cloudFormation, id),
    );
    return toPlan(checked, changeSet, createdBy(stack));
  }

  const { permits } = permission(stack?.StackStatus);
  if (permits === 'clear') {
    onProgress?.(
      `The remains of a failed creation (${stack?.StackStatus}) will be cleared first`,
    );
    return toPlan(checked, undefined, 'create');
  }
  const type = permits === 'create' ? 'CREATE' : 'UPDATE';
  const changeSet = await prepareChangeSet(clients.cloudFormation, {
    ref,
    type,
    synthesis,
    tokens,
    signal,
  });
  if (changeSet.state === 'executed') {
    return toPlan(checked, changeSet, createdBy(stack));
  }
  return toPlan(checked, changeSet, type === 'CREATE' ? 'create' : 'change');
}

/** Whether the operation the stack is in, or came out of, is its creation. */
function createdBy(stack: Stack | undefined): Plan['kind'] {
  return /^UPDATE_/.test(stack?.StackStatus ?? '') ? 'change' : 'create';
}

function toPlan(
  { ref, spec, synthesis, stack }: Preflight,
  changeSet: ChangeSet | undefined,
  kind: Plan['kind'],
): Plan {
  const { bytes, resources } = synthesis;
  const empty = changeSet?.state === 'empty';
  return {
    ref,
    spec,
    kind: empty ? 'unchanged' : kind,
    stackArn: changeSet?.stackArn ?? stack?.StackId ?? '',
    changeSetArn: empty ? undefined : changeSet?.arn,
    changes:
      changeSet?.changes ?? (kind === 'create' ? everythingIn(synthesis) : []),
    synthesis: { bytes, resources },
  };
}

/** The changes of a creation that has no change set yet: every resource of the template. */
function everythingIn({ templateBody }: Synthesis): ResourceChange[] {
  const { Resources } = JSON.parse(templateBody) as {
    Resources: Record<string, { Type: string }>;
  };
  return Object.entries(Resources).map(([logicalId, { Type }]) => ({
    action: 'add',
    logicalId,
    type: Type,
    properties: [],
    losesData: false,
  }));
}
