import type {
  EnvironmentStatus,
  EnvironmentSummary,
  MetricValue,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  componentTitles,
  withoutUnread,
} from '@streamflix/backstage-plugin-streamflix-common';
import { describeExplanation } from './describeExplanation';
import { describeTable } from './describeTable';
import { localAwsNote } from './noteLocalAws';

const units: Record<NonNullable<MetricValue['unit']>, string> = {
  percent: ' %',
  count: '',
  milliseconds: ' ms',
  acu: ' ACU',
  bytes: ' bytes',
};

const rounded = (value: number) => Math.round(value * 100) / 100;

function describeMetric({ label, value, unit }: MetricValue): string {
  if (value === undefined) return `${label}: no data`;
  const shown = typeof value === 'number' ? rounded(value) : value;
  return `${label}: ${shown}${unit ? units[unit] : ''}`;
}

/** Formats the status of an environment. */
export function describeStatus(status: EnvironmentStatus): string {
  const { ref, health, state, reasons, components, explanation } = status;
  return [
    ...(status.localAws ? [localAwsNote] : []),
    `Environment ${ref.suffix} in ${ref.region} of account ${ref.account}: ${health}, ${state}`,
    ...reasons.map(reason => `  ${reason}`),
    ...(explanation ? describeExplanation(explanation) : []),
    ...components.flatMap(component => [
      `${componentTitles[component.kind]}: ${component.health}, ${
        component.state
      }`,
      ...withoutUnread(component.reasons, status.unread).map(
        reason => `  ${reason}`,
      ),
      ...component.metrics.map(metric => `  ${describeMetric(metric)}`),
    ]),
    `Read at ${status.readAt}`,
  ].join('\n');
}

/** Formats environments as a table. */
export function describeList(items: readonly EnvironmentSummary[]): string {
  if (items.length === 0) return 'There are no environments.';
  const rows = [
    ['SUFFIX', 'REGION', 'ACCOUNT', 'BLUEPRINT', 'OWNER', 'HEALTH', 'STATE'],
    ...items.map(item => [
      item.suffix,
      item.region,
      item.account,
      item.blueprint ?? '',
      item.owner ?? '',
      item.health,
      item.state,
    ]),
  ];
  return describeTable(rows);
}
