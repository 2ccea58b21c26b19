import type {
  HistoricOperation,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import { describeTable } from './describeTable';

function describeDifferences({
  differences = [],
  moreDifferences,
}: HistoricOperation): string {
  const changes = differences.map(
    ({ path, from = 'none', to = 'none' }) => `${path} ${from} → ${to}`,
  );
  if (moreDifferences) changes.push(`${moreDifferences} more`);
  return changes.join(', ');
}

const describeRequester = ({ requester }: HistoricOperation) =>
  requester.id ? `${requester.id}${requester.isCut ? '…' : ''}` : 'not known';

/** Formats a history: one line per operation, newest first, then the cause of each failure. */
export function describeOperations({
  ref,
  items,
  destroyedAt,
}: OperationHistory): string {
  const name = `${ref.suffix} in ${ref.region} of account ${ref.account}`;
  const head = destroyedAt
    ? [`Environment ${name} was destroyed at ${destroyedAt}.`]
    : [];
  if (items.length === 0) {
    return [...head, `Nothing is known of operations on ${name}.`].join('\n');
  }
  const table = describeTable([
    ['STARTED', 'WHAT', 'OUTCOME', 'SECONDS', 'BY', 'CHANGED'],
    ...items.map(item => [
      item.startedAt,
      item.kind,
      item.outcome,
      item.seconds === undefined ? '' : String(Math.round(item.seconds)),
      describeRequester(item),
      describeDifferences(item),
    ]),
  ]);
  const causes = items.flatMap(({ startedAt, explanation }) =>
    explanation ? [`${startedAt}: ${explanation.cause}`] : [],
  );
  return [...head, table, ...causes].join('\n');
}
