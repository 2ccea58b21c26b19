import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeChangeSetCommand,
  type CloudFormationClient,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '@streamflix/backstage-plugin-streamflix-common';
import { isChangeSetGone } from '../cloudformation/isChangeSetGone';
import { toResourceChanges } from './toResourceChanges';

/** The parts of a change set that a deployment needs. */
export interface ChangeSet {
  arn: string;
  name: string;
  /** Who created it, from its description. */
  requester: string;
  stackArn: string;
  state: /** CloudFormation is still creating it. */
  | 'pending'
    | 'ready'
    /** CloudFormation found nothing to change. */
    | 'empty'
    | 'failed'
    /** Its execution has started or finished. */
    | 'executed'
    /** The stack has changed since; it can no longer be executed. */
    | 'obsolete';
  reason?: string;
  createdAt?: Date;
  changes: ResourceChange[];
  /** Tags the stack will have, by key. */
  tags: Readonly<Record<string, string>>;
  /** Other settings for the stack, as AWS returns them. StreamFlix sets none. */
  extras: Pick<
    DescribeChangeSetOutput,
    | 'Parameters'
    | 'NotificationARNs'
    | 'RollbackConfiguration'
    | 'OnStackFailure'
    | 'ImportExistingResources'
    | 'DeploymentConfig'
  >;
}

/** An ARN, or a name that is unique within its stack. */
export type ChangeSetId = { arn: string } | { name: string; stack: string };

const nothingToChange =
  /didn't contain changes|No updates are to be performed|submitted information didn't contain/i;

function stateOf(described: DescribeChangeSetOutput): ChangeSet['state'] {
  const { Status = '', ExecutionStatus, StatusReason = '' } = described;
  if (/^CREATE_(PENDING|IN_PROGRESS)$/.test(Status)) return 'pending';
  if (/^EXECUTE_/.test(ExecutionStatus ?? '')) return 'executed';
  if (ExecutionStatus === 'OBSOLETE') return 'obsolete';
  if (Status === 'FAILED') {
    return nothingToChange.test(StatusReason) ? 'empty' : 'failed';
  }
  return Status === 'CREATE_COMPLETE' ? 'ready' : 'obsolete';
}

/** Reads all pages of a change set. Undefined when it does not exist. */
export async function readChangeSet(
  client: CloudFormationClient,
  id: ChangeSetId,
  signal?: AbortSignal,
): Promise<ChangeSet | undefined> {
  const pages = await readPages(client, id, signal);
  if (!pages) return undefined;
  const [first] = pages;
  return {
    arn: first.ChangeSetId ?? '',
    name: first.ChangeSetName ?? '',
    requester: first.Description ?? '',
    stackArn: first.StackId ?? '',
    state: stateOf(first),
    reason: first.StatusReason,
    createdAt: first.CreationTime,
    tags: Object.fromEntries(
      (first.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
    ),
    extras: first,
    changes: toResourceChanges(
      pages
        .flatMap(({ Changes = [] }) => Changes)
        .flatMap(({ ResourceChange }) => ResourceChange ?? []),
    ),
  };
}

async function readPages(
  client: CloudFormationClient,
  id: ChangeSetId,
  signal?: AbortSignal,
) {
  const pages: DescribeChangeSetOutput[] = [];
  try {
    do {
      pages.push(
        await client.send(
          new DescribeChangeSetCommand({
            ...toParameters(id),
            IncludePropertyValues: true,
            NextToken: pages.at(-1)?.NextToken,
          }),
          { abortSignal: signal },
        ),
      );
    } while (pages.at(-1)?.NextToken);
    return pages;
  } catch (error) {
    if (isChangeSetGone(error)) return undefined;
    throw error;
  }
}

/** Milliseconds within which CloudFormation finds a change set it has just accepted. */
const appearsWithin = 5_000;

/**
 * Waits until CloudFormation has created a change set.
 *
 * @param pollInterval - base interval in milliseconds; the actual one grows from half of it to four times
 * @returns the change set in its final state; undefined when it was deleted meanwhile
 */
export async function awaitChangeSet(
  client: CloudFormationClient,
  id: ChangeSetId,
  pollInterval: number,
  signal?: AbortSignal,
): Promise<ChangeSet | undefined> {
  let appearsBy = Date.now() + appearsWithin;
  // Creation takes seconds to a minute in AWS, and almost no time in local AWS.
  const longest = 4 * pollInterval;
  for (let wait = pollInterval / 2; ; wait = Math.min(wait * 1.5, longest)) {
    await sleep(wait, undefined, { signal });
    const changeSet = await readChangeSet(client, id, signal);
    if (changeSet) appearsBy = 0;
    const isAwaited = changeSet
      ? changeSet.state === 'pending'
      : Date.now() < appearsBy;
    if (!isAwaited) return changeSet;
  }
}

function toParameters(id: ChangeSetId) {
  return 'arn' in id
    ? { ChangeSetName: id.arn }
    : { ChangeSetName: id.name, StackName: id.stack };
}
