import {
  changesByArea,
  countChanges,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Plan } from '@streamflix/backstage-plugin-streamflix-node';
import { describeDuration } from './describeDuration';

const signs: Record<ResourceChange['action'], string> = {
  add: '+',
  change: '~',
  replace: '±',
  remove: '-',
};

const labels: Record<ResourceChange['action'], string> = {
  add: 'to add',
  change: 'to change',
  replace: 'to replace',
  remove: 'to remove',
};

/** A resource, and below it each value before and after, as far as AWS shows it. */
function describeChange(change: ResourceChange): string[] {
  const { action, logicalId, type, properties, losesData, replacement } =
    change;
  const { values = [] } = change;
  const isPossible = replacement === 'possible';
  return [
    [
      `${signs[action]} ${logicalId} (${type})`,
      properties.length > 0 ? `: ${properties.join(', ')}` : '',
      isPossible ? ' — may be replaced' : '',
      losesData ? ` — its data is lost${isPossible ? ' then' : ''}` : '',
    ].join(''),
    ...values.map(
      ({ path, before = 'none', after = 'none' }) =>
        `    ${path}: ${before} → ${after}`,
    ),
  ];
}

/** Summary of a plan in one message. */
function summarizePlan(plan: Plan): string {
  const { ref, kind, changes, synthesis, recovery } = plan;
  const name = `${ref.suffix} in ${ref.region} of account ${ref.account}`;
  if (recovery?.how === 'continue-rollback') {
    return `Environment ${name}: the rollback of its last change is continued first (${recovery.stackStatus}); the changes are known after that.`;
  }
  if (kind === 'unchanged') {
    return `Environment ${name} is up to date; nothing to do.`;
  }
  const found = countChanges(changes);
  const counts = (Object.keys(labels) as ResourceChange['action'][])
    .filter(action => found[action] > 0)
    .map(action => `${found[action]} ${labels[action]}`);
  const size = `${synthesis.resources} resources, ${synthesis.bytes} bytes`;
  return `Environment ${name}: ${
    counts.join(', ') || 'only outputs change'
  } (template: ${size}).`;
}

/** How long the execution of a plan is expected to take, and what that is known from. */
function describeExpected({ expectedDuration }: Plan): string[] {
  if (!expectedDuration) return [];
  const { seconds, source } = expectedDuration;
  return [
    `Expected duration: about ${describeDuration(seconds)}, ${
      source === 'table'
        ? 'as is typical of AWS.'
        : 'as earlier operations have shown.'
    }`,
  ];
}

/** Formats a plan: the resources by part of the platform, one line per warning, the expected duration, then the summary. */
export const describePlan = (
  plan: Plan,
  options: { withoutChanges?: boolean } = {},
): string =>
  [
    ...(options.withoutChanges
      ? []
      : changesByArea(plan.changes).flatMap(({ area = 'Other', changes }) => [
          `${area}:`,
          ...changes.flatMap(describeChange),
        ])),
    ...plan.warnings.map(warning => `! ${warning}`),
    ...describeExpected(plan),
    summarizePlan(plan),
  ].join('\n');
