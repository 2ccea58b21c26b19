import type { Stack } from '@aws-sdk/client-cloudformation';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import type { Synthesis } from '../synthesis/synthesize';
import { RefusedError } from '../RefusedError';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import { discardPlan } from './discardPlan';
import { observe, observeStep } from './observe';
import { operationTokens } from './operationTokens';
import type { Asker } from './ownership';
import type { Plan, ResourceChange } from './Plan';
import { preflight, type Preflight } from './preflight';
import { prepareChangeSet } from './prepareChangeSet';
import { refuseDataLoss } from './refuseDataLoss';
import { StackEventReader } from './StackEventReader';
import { movement, permission } from './stackStates';

export interface PlanRequest {
  input: EnvironmentInput;
  /** Names the operation: planned twice with the same token, it is the same plan. */
  token: string;
  /** Who asks; without, whoever the input calls the owner. */
  askedBy?: Asker;
  /** Logical ids of resources whose data may be lost. */
  allowDataLoss?: readonly string[];
  /** What becomes of a plan that would lose other data: it is refused unless `show` is asked for. */
  onDataLoss?: 'refuse' | 'show';
  /** Logical ids a rollback that got stuck may leave as they are, when it has to be continued first. */
  skipResources?: readonly string[];
  signal?: AbortSignal;
  onProgress?(line: string): void;
}

/** What identifies a plan in figures and traces; what was asked for may be no specification at all. */
const checkable = (input: unknown) => {
  const { region, suffix, blueprint } = Object(input) as Record<
    string,
    unknown
  >;
  return {
    region: String(region),
    suffix: String(suffix),
    blueprint: String(blueprint),
  };
};

/**
 * Works out what deploying the environment would do, as a change set that `deployEnvironment` executes and `discardPlan`
 * takes back. A plan that fails or is refused leaves nothing behind.
 *
 * @throws RefusedError with everything that is in the way, or with every loss of data that `allowDataLoss` does not name;
 *   AwsError when AWS could not be used
 */
export function planEnvironment(
  access: AwsAccess,
  request: PlanRequest,
): Promise<Plan> {
  const { region, suffix, blueprint } = checkable(request.input);
  const allowed = access.settings.regions.find(one => one === region);
  return observe(
    access.telemetry,
    { operation: 'plan', region: allowed ?? 'unknown', suffix, blueprint },
    ({ kind }) => ({ outcome: kind }),
    () => plan(access, request),
  );
}

async function plan(access: AwsAccess, request: PlanRequest): Promise<Plan> {
  const { signal, onProgress } = request;
  const tokens = operationTokens(request.token);
  let begun: 'recovery' | 'deployment' | undefined;
  const checked = await preflight(access, {
    ...request,
    told: onProgress,
    async isBegun({ cloudFormation }, { StackId = '' }) {
      const { execute, cancel, clear, recover } = tokens;
      const reader = new StackEventReader(cloudFormation, StackId);
      const found = await reader.recent(execute, cancel, clear, recover);
      if (found.has(clear) || found.has(recover)) begun = 'recovery';
      if (found.has(execute) || found.has(cancel)) begun = 'deployment';
      return begun !== undefined;
    },
  });
  const { ref, clients, synthesis, stack } = checked;
  onProgress?.(
    `Synthesised ${synthesis.resources} resources, ${synthesis.bytes} bytes`,
  );
  if (begun === 'deployment') {
    const id = { name: tokens.changeSet, stack: stack?.StackId ?? '' };
    const changeSet = await translateAwsError(
      { action: 'cloudformation:DescribeChangeSet', ...ref },
      () => readChangeSet(clients.cloudFormation, id),
    );
    return toPlan(checked, changeSet, createdBy(stack));
  }
  const status = stack?.StackStatus ?? '';
  const { permits } = permission(stack?.StackStatus);
  if (permits === 'clear' || (begun && /^DELETE_/.test(status))) {
    onProgress?.(
      `The remains of a failed creation (${status}) will be cleared first`,
    );
    return {
      ...toPlan(checked, undefined, 'create'),
      recovery: { how: 'clear', stackStatus: status, heldBy: [] },
    };
  }
  if (permits === 'continue-rollback' || (begun && movement(status))) {
    const { heldBy } = checked;
    onProgress?.(
      `The rollback of the last change got stuck (${status}) and will be continued first; what is to be changed shows then${
        heldBy.length > 0 ? `. It was held up by ${heldBy.join(', ')}` : ''
      }`,
    );
    return {
      ...toPlan(checked, undefined, 'change'),
      recovery: { how: 'continue-rollback', stackStatus: status, heldBy },
    };
  }
  const type = permits === 'create' ? 'CREATE' : 'UPDATE';
  const changeSet = await observeStep(access.telemetry, 'change_set', () =>
    prepareChangeSet(clients, {
      ref,
      settings: access.settings,
      type,
      synthesis,
      tokens,
      signal,
      onNotice: onProgress,
    }),
  );
  if (changeSet.state === 'executed') {
    return toPlan(checked, changeSet, createdBy(stack));
  }
  const made = toPlan(
    checked,
    changeSet,
    type === 'CREATE' ? 'create' : 'change',
  );
  const losses =
    request.onDataLoss === 'show'
      ? []
      : refuseDataLoss(made.changes, request.allowDataLoss);
  if (losses.length > 0) {
    await discardPlan(access, made);
    throw new RefusedError(losses);
  }
  return made;
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
