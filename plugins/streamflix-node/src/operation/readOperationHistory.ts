import {
  GetTemplateCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { NotFoundError } from '@backstage/errors';
import {
  printable,
  type EnvironmentRef,
  type HistoricOperation,
  type HistoryEntry,
  type OperationHistory,
  type OperationRequester,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import {
  describeStack,
  readTemplateBody,
} from '../cloudformation/describeStack';
import { historyOfTemplate } from '../cloudformation/nextHistory';
import type { Stack } from '../cloudformation/Stack';
import { publicExplanation } from '../diagnosis/publicExplanation';
import { read } from '../status/reading';
import { readOperations, type OperationRecord } from './readOperations';

/** Number of operations that are read. */
export const latest = 10;

/** Milliseconds by which this program's clock may be ahead of AWS. */
const clockSkew = 5_000;

const requesterOf = (id: string, isCut: boolean): OperationRequester => ({
  id: printable(id),
  ...(isCut && { isCut }),
  from: id.startsWith('arn:') ? 'terminal' : 'portal',
});

const isoAfter = (at: string, milliseconds: number) =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/** Whether the template of the stack is, or may be, the one that this operation deployed. */
const isInTemplate = ({ step, isCreation, outcome }: OperationRecord) =>
  step === 'deploy' &&
  (isCreation || !outcome || ['updated', 'created'].includes(outcome.outcome));

/**
 * Whether an entry of a history is of this operation. A change set can be executed only while its stack is as it was planned for,
 * so it was planned after the operation before, and before its own.
 *
 * @param before - the operation before
 */
const isOf = (
  entry: HistoryEntry,
  record: OperationRecord,
  before: OperationRecord | undefined,
) =>
  entry.at <= isoAfter(record.startedAt, clockSkew) &&
  (!before || entry.at >= isoAfter(before.startedAt, -clockSkew));

function toOperation(
  record: OperationRecord,
  hasEvents: boolean,
  entry: HistoryEntry | undefined,
): HistoricOperation {
  const { id, step, isCreation, requester, startedAt, outcome } = record;
  // A token has space for the start of a long id only.
  const complete =
    !requester.isComplete && entry?.requester.startsWith(requester.text)
      ? entry.requester
      : undefined;
  const deployed = isCreation ? 'create' : 'change';
  return {
    id,
    kind: {
      deploy: deployed,
      destroy: 'destroy',
      clear: 'destroy',
      recover: 'recover',
    }[step] as HistoricOperation['kind'],
    requester: complete
      ? requesterOf(complete, false)
      : requesterOf(requester.text, !requester.isComplete),
    startedAt,
    seconds: outcome?.seconds,
    outcome: outcome?.outcome ?? 'in-progress',
    message: outcome?.message,
    explanation: publicExplanation(outcome?.explanation),
    differences: entry?.differences,
    moreDifferences: entry?.more || undefined,
    hasEvents,
  };
}

/** An operation of which only the template knows. The template is in force, so it succeeded. */
const fromTemplate = (entry: HistoryEntry): HistoricOperation => ({
  id: `deploy-${entry.operation}`,
  kind: entry.kind,
  requester: requesterOf(entry.requester, false),
  startedAt: entry.at,
  outcome: entry.kind === 'create' ? 'created' : 'updated',
  message:
    'CloudFormation no longer has the events of this operation, so how long it took is not known.',
  differences: entry.differences,
  moreDifferences: entry.more || undefined,
  hasEvents: false,
});

/**
 * Merges what is known of operations.
 *
 * @param records - newest first
 * @param entries - the history in the template, newest first
 * @param latestEntry - the entry of the latest operation, which is not in the template once it is rolled back
 */
function merge(
  records: readonly { record: OperationRecord; hasEvents: boolean }[],
  entries: readonly HistoryEntry[],
  latestEntry: HistoryEntry | undefined,
): HistoricOperation[] {
  const unused = [...entries];
  // Oldest first: within the difference of the clocks, the entry of an operation also fits the next one.
  const known = [...records.entries()].reverse().map(([index, each]) => {
    const { record, hasEvents } = each;
    const before = records
      .slice(index + 1)
      .find(({ record: { step } }) => step === 'deploy')?.record;
    const fits = (entry: HistoryEntry) => isOf(entry, record, before);
    const found = isInTemplate(record) ? unused.filter(fits) : [];
    const planned = found.find(({ at }) => at <= isoAfter(record.startedAt, 0));
    // One that was planned later, by a clock that is ahead.
    const entry = planned ?? found.at(-1);
    if (entry) {
      unused.splice(unused.indexOf(entry), 1);
      return toOperation(record, hasEvents, entry);
    }
    const own = index === 0 && record.step === 'deploy' && latestEntry;
    return toOperation(record, hasEvents, own && fits(own) ? own : undefined);
  });
  return [...known, ...unused.map(fromTemplate)]
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, latest);
}

/** The newest entry in the template of a change set; undefined when it can no longer be read. */
async function entryOfChangeSet(
  client: CloudFormationClient,
  changeSetArn: string,
): Promise<HistoryEntry | undefined> {
  try {
    const { TemplateBody = '' } = await client.send(
      new GetTemplateCommand({ ChangeSetName: changeSetArn }),
    );
    return historyOfTemplate(TemplateBody)[0];
  } catch {
    return undefined;
  }
}

/** The stack whose operations are read; also a deleted one, by its ARN. */
async function requireStack(
  client: CloudFormationClient,
  { suffix, region }: EnvironmentRef,
  stackArn: string,
): Promise<Stack> {
  const stack = await describeStack(client, stackArn);
  if (stack) return stack;
  throw new NotFoundError(
    `CloudFormation no longer knows the stack of environment ${suffix} in ${region}.`,
  );
}

/**
 * The latest operations on exactly this stack, which may be deleted. Outcome, duration and cause come from the events of the
 * stack, or from the outcomes that the caller stored; what was changed, from the history in its template.
 *
 * @param stored - outcomes of operations whose events CloudFormation may no longer have
 * @throws NotFoundError when CloudFormation no longer knows the stack; AwsError
 * @public
 */
export async function readOperationHistory(
  access: AwsAccess,
  ref: EnvironmentRef,
  stackArn: string,
  stored: readonly OperationRecord[] = [],
): Promise<OperationHistory> {
  const { cloudFormation } = await access.clients(ref);
  const readAt = new Date().toISOString();
  const stack = await requireStack(cloudFormation, ref, stackArn);
  const [events, template] = await Promise.all([
    read(() => readOperations(access, ref, stackArn, new Date(0), { latest })),
    read(() => readTemplateBody(cloudFormation, stackArn)),
  ]);
  const records = events.ok ? events.value : [];
  const ids = new Set(records.map(({ id }) => id));
  const all = [
    ...records.map(record => ({ record, hasEvents: true })),
    ...stored
      .filter(({ id }) => !ids.has(id))
      .map(record => ({ record, hasEvents: false })),
  ].sort((a, b) => b.record.startedAt.localeCompare(a.record.startedAt));
  const newest = all[0]?.record;
  // What is in progress may be rolled back already.
  const latestEntry =
    newest && stack.changeSetArn && (!newest.outcome || !isInTemplate(newest))
      ? await entryOfChangeSet(cloudFormation, stack.changeSetArn)
      : undefined;
  const unread = [
    ...(events.ok ? [] : [`The events of the stack: ${events.reason}`]),
    ...(template.ok ? [] : [`The template of the stack: ${template.reason}`]),
  ];
  return {
    ref,
    stackArn,
    owner: stack.owner,
    blueprint: stack.blueprint,
    items: merge(
      all,
      template.ok ? historyOfTemplate(template.value) : [],
      latestEntry,
    ),
    destroyedAt:
      stack.status === 'DELETE_COMPLETE' ? stack.changedAt : undefined,
    unread,
    readAt,
  };
}
