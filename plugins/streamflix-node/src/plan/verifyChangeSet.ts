import {
  canonicalJson,
  isSameRequest,
  isValues,
  readRequestMetadata,
  readHistoryMetadata,
  readSpecMetadata,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isDeepStrictEqual } from 'node:util';
import {
  GetTemplateCommand,
  type RollbackConfiguration,
} from '@aws-sdk/client-cloudformation';
import type { AwsAccess } from '../aws/AwsAccess';
import { isUnderReview } from '../cloudformation/ObservedStack';
import { nextHistory } from '../cloudformation/nextHistory';
import type { Stack } from '../cloudformation/Stack';
import { RefusedError } from '../aws/RefusedError';
import { synthesisOptions, synthesize } from '../synthesis/synthesize';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import type { RunningStack } from '../cloudformation/RunningStack';
import { isStackOf } from '../cloudformation/refOfStack';
import { checkInput } from '../preflight/checkInput';
import { templateWithRequest } from '../cloudformation/templateWithRequest';

/** A change set that does exactly what was requested. */
export interface VerifiedChangeSet {
  changeSet: ChangeSet;
  spec: EnvironmentSpec;
  /** Who planned it, by its history: only this requester may execute it. */
  requester: string;
}

const refused = (message: string) =>
  new RefusedError([
    { path: 'changeSetArn', message: `${message} Plan again.` },
  ]);

function parse(body: string): { Metadata?: unknown } {
  try {
    const template: unknown = JSON.parse(body);
    return isValues(template) ? template : {};
  } catch {
    return {};
  }
}

const sorted = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));

const triggers = ({
  RollbackTriggers = [],
  MonitoringTimeInMinutes = 0,
}: RollbackConfiguration = {}) => [RollbackTriggers, MonitoringTimeInMinutes];

/**
 * Whether a change set has settings that StreamFlix never uses. Notification topics and rollback triggers that others added to
 * the stack stay when a change set names none. AWS does not document whether it then describes the change set with or without
 * them.
 */
function hasExtras({ extras }: ChangeSet, stack: Stack | undefined): boolean {
  const kept = stack && !isUnderReview(stack) ? stack : undefined;
  const { NotificationARNs: topics = [], RollbackConfiguration } = extras;
  const isKept =
    (topics.length === 0 ||
      isDeepStrictEqual(new Set(topics), new Set(kept?.topics))) &&
    [undefined, kept?.rollbackConfiguration].some(configuration =>
      isDeepStrictEqual(
        triggers(RollbackConfiguration),
        triggers(configuration),
      ),
    );
  return (
    !isKept ||
    (extras.Parameters ?? []).length > 0 ||
    (extras.OnStackFailure ?? 'ROLLBACK') !== 'ROLLBACK' ||
    (extras.DeploymentConfig?.Mode ?? 'STANDARD') !== 'STANDARD' ||
    extras.ImportExistingResources === true
  );
}

/** Whether a specification is that of the request, apart from what a plan chooses from AWS's offers where the request does not. */
function isOfRequest(
  { network, databaseVersion, ...planned }: EnvironmentSpec,
  requested: EnvironmentSpec,
): boolean {
  const { zoneIds = network.zoneIds } = requested.network;
  return (
    canonicalJson({ ...planned, network }) ===
    canonicalJson({
      ...requested,
      network: { ...requested.network, zoneIds },
      databaseVersion: undefined,
    })
  );
}

/** Milliseconds between the time in a history and the creation of the change set: creating it is retried for half an hour. */
const maxPlanningTime = 3_600_000;

/** Whether the time in a history is that of the change set, with tolerance for retries and clocks. */
const isTimeOf = ({ createdAt }: ChangeSet, at: string) =>
  createdAt !== undefined &&
  Math.abs(createdAt.getTime() - Date.parse(at)) <= maxPlanningTime;

/**
 * Reads a change set and verifies it: it belongs to the environment, was planned for exactly this request, and its template, tags
 * and everything else equal the synthesis of the specification in it. A template from elsewhere or from another version is
 * refused, whatever its metadata contains.
 *
 * The history in it must be exactly that of the running stack, and one entry more, which follows from the request: no user can
 * write that another user changed an environment, or delete what they did. Only the entry's operation id and its time within an
 * hour are as the change set claims.
 *
 * @returns undefined when it no longer exists or can no longer be executed
 * @throws RefusedError; SynthesisError
 */
export async function verifyChangeSet(
  access: AwsAccess,
  options: {
    ref: EnvironmentRef;
    changeSetArn: string;
    /** Normalised. */
    request: EnvironmentInput;
    running: RunningStack;
    signal?: AbortSignal;
  },
): Promise<VerifiedChangeSet | undefined> {
  const { ref, changeSetArn, request, running, signal } = options;
  const { cloudFormation } = await access.clients(ref);
  const changeSet = await readChangeSet(
    cloudFormation,
    { arn: changeSetArn },
    signal,
  );
  if (changeSet?.state !== 'ready') return undefined;
  if (!isStackOf(changeSet.stackArn, ref)) {
    throw refused('The change set is for another environment.');
  }
  // The template as submitted. AWS returns each non-ASCII character as a question mark; StreamFlix's templates have none.
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({
      ChangeSetName: changeSet.arn,
      TemplateStage: 'Original',
    }),
  );
  const { Metadata } = parse(TemplateBody);
  const planned = readRequestMetadata(Metadata);
  if (!planned.ok) throw refused(planned.reason);
  const spec = readSpecMetadata(Metadata);
  if (!spec.ok) throw refused(spec.reason);
  if (!isSameRequest(planned.value.request, request)) {
    throw refused('The change set was planned for other values.');
  }
  const history = readHistoryMetadata(Metadata);
  if (!history.ok) throw refused(history.reason);
  const { templateBody, tags } = await synthesize(spec.value, {
    ...synthesisOptions(access.settings),
    signal,
  });
  const [claimed] = history.value;
  const isOurs =
    isOfRequest(spec.value, checkInput(access, request)) &&
    (!claimed || isTimeOf(changeSet, claimed.at)) &&
    TemplateBody ===
      templateWithRequest(
        templateBody,
        planned.value,
        await nextHistory(running, {
          // Without an entry, the template must have no space for one.
          operation: claimed?.operation ?? '0'.repeat(32),
          at: claimed?.at ?? new Date().toISOString(),
          requester: planned.value.requester,
          spec: spec.value,
        }),
      ) &&
    JSON.stringify(sorted(changeSet.tags)) === JSON.stringify(sorted(tags)) &&
    !hasExtras(changeSet, await running.stack());
  if (!isOurs) {
    throw refused(
      'The change set is not what this version of StreamFlix makes of the request.',
    );
  }
  const { requester } = planned.value;
  return { changeSet, spec: spec.value, requester };
}
