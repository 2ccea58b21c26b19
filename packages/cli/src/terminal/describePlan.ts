import type { ResourceChange } from '@streamflix/backstage-plugin-streamflix-common';
import type { Plan } from '@streamflix/backstage-plugin-streamflix-node';

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

function describeChange(change: ResourceChange): string {
  const { action, logicalId, type, properties, losesData, replacement } =
    change;
  const isPossible = replacement === 'possible';
  return [
    `${signs[action]} ${logicalId} (${type})`,
    properties.length > 0 ? `: ${properties.join(', ')}` : '',
    isPossible ? ' — may be replaced' : '',
    losesData ? ` — its data is lost${isPossible ? ' then' : ''}` : '',
  ].join('');
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
  const counts = (Object.keys(labels) as ResourceChange['action'][]).flatMap(
    action => {
      const count = changes.filter(change => change.action === action).length;
      return count > 0 ? [`${count} ${labels[action]}`] : [];
    },
  );
  const size = `${synthesis.resources} resources, ${synthesis.bytes} bytes`;
  return `Environment ${name}: ${
    counts.join(', ') || 'only outputs change'
  } (template: ${size}).`;
}

/** Formats a plan: one line per resource and warning, then the summary. */
export const describePlan = (
  plan: Plan,
  options: { withoutChanges?: boolean } = {},
): string =>
  [
    ...(options.withoutChanges ? [] : plan.changes.map(describeChange)),
    ...plan.warnings.map(warning => `! ${warning}`),
    summarizePlan(plan),
  ].join('\n');
