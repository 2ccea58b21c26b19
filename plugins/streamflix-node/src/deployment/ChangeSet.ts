import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type CloudFormationClient,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import type { Synthesis } from '../synthesis/synthesize';
import type { OperationTokens } from './operationTokens';
import type { ResourceChange } from './Plan';
import type { TemplateSource } from './stagedTemplate';
import { toResourceChanges } from './toResourceChanges';

/** A change set as far as deploying it is concerned. */
export interface ChangeSet {
  arn: string;
  stackArn: string;
  state: /** CloudFormation is still working it out. */
  | 'pending'
    | 'ready'
    /** CloudFormation found nothing to change. */
    | 'empty'
    | 'failed'
    /** It is being executed, or has been. */
    | 'executed'
    /** The stack has moved on; it can no longer be executed. */
    | 'obsolete';
  reason?: string;
  changes: ResourceChange[];
}

/** By ARN, or by a name that is unique to its stack. */
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

/** Reads a change set to its last page; undefined when there is none. */
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
    stackArn: first.StackId ?? '',
    state: stateOf(first),
    reason: first.StatusReason,
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
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * Makes a change set and waits until CloudFormation has worked it out. Called again with the same tokens it finds the
 * one that was made before.
 *
 * @returns it, in whatever state it came to be; undefined when somebody deleted it meanwhile
 */
export async function createChangeSet(
  client: CloudFormationClient,
  options: {
    stackName: string;
    type: 'CREATE' | 'UPDATE';
    template: TemplateSource;
    synthesis: Pick<Synthesis, 'tags'>;
    tokens: OperationTokens;
    signal?: AbortSignal;
  },
): Promise<ChangeSet | undefined> {
  const { stackName, type, template, synthesis, tokens, signal } = options;
  let id: ChangeSetId = { name: tokens.changeSet, stack: stackName };
  try {
    // Not broken off: AWS may make it all the same, after whoever takes it back has found none.
    const { Id } = await client.send(
      new CreateChangeSetCommand({
        StackName: stackName,
        ChangeSetName: tokens.changeSet,
        ChangeSetType: type,
        ClientToken: tokens.create,
        ...template,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: Object.entries(synthesis.tags).map(([Key, Value]) => ({
          Key,
          Value,
        })),
      }),
    );
    if (Id) id = { arn: Id };
  } catch (error) {
    // It is there already; or another run has executed it, and the stack is no longer what we saw.
    if (!(await readChangeSet(client, id, signal).catch(() => undefined))) {
      throw error;
    }
  }
  // Working out a change set takes AWS seconds to a minute; local AWS almost nothing.
  for (let wait = 250; ; wait = Math.min(wait * 1.5, 2_000)) {
    await sleep(wait, undefined, { signal });
    const changeSet = await readChangeSet(client, id, signal);
    if (changeSet?.state !== 'pending') return changeSet;
  }
}

/** How long CloudFormation may go on working out what is to be deleted. */
const patienceMs = 120_000;

/**
 * Deletes it, if it is there and nobody executes it. AWS deletes none that it is still working out: that is waited for,
 * whatever was cancelled, for nobody comes back to it.
 *
 * @throws what AWS says, when it works on for more than two minutes
 */
export async function deleteChangeSet(
  client: CloudFormationClient,
  id: ChangeSetId,
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  let isWorkedOut = false;
  for (let wait = 250; ; wait = Math.min(wait * 1.5, 2_000)) {
    try {
      await client.send(new DeleteChangeSetCommand(toParameters(id)));
      return;
    } catch (error) {
      if (isGone(error)) return;
      if (!isBusy(error)) throw error;
      const { state } = (await readChangeSet(client, id)) ?? {};
      if (!state || state === 'executed') return;
      if (state !== 'pending') {
        // It came to be while we asked; refused once more, it is something else that holds it.
        if (isWorkedOut) return;
        isWorkedOut = true;
        continue;
      }
      if (Date.now() > giveUpAt) throw error;
    }
    await sleep(wait);
  }
}

function toParameters(id: ChangeSetId) {
  return 'arn' in id
    ? { ChangeSetName: id.arn }
    : { ChangeSetName: id.name, StackName: id.stack };
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/^ChangeSetNotFound/.test(error.name) ||
      (error.name === 'ValidationError' &&
        /does not exist/i.test(error.message)))
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /^InvalidChangeSetStatus/.test(error.name);
}
