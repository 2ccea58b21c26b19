import type { Plan, ResourceChange } from '../deployment/Plan';

const signs: Record<ResourceChange['action'], string> = {
  add: '+',
  change: '~',
  replace: '±',
  remove: '-',
};

const words: Record<ResourceChange['action'], string> = {
  add: 'to add',
  change: 'to change',
  replace: 'to replace',
  remove: 'to remove',
};

function describeChange(change: ResourceChange): string {
  const { action, logicalId, type, properties, losesData } = change;
  return [
    `${signs[action]} ${logicalId} (${type})`,
    properties.length > 0 ? `: ${properties.join(', ')}` : '',
    losesData ? ' — its data is lost' : '',
  ].join('');
}

/** The sum of a plan, in one sentence. */
export function sumUp({ ref, kind, changes, synthesis }: Plan): string {
  const name = `${ref.suffix} in ${ref.region} of account ${ref.account}`;
  if (kind === 'unchanged') {
    return `Environment ${name} is already as asked: nothing to do.`;
  }
  const sums = (Object.keys(words) as ResourceChange['action'][]).flatMap(
    action => {
      const count = changes.filter(change => change.action === action).length;
      return count > 0 ? [`${count} ${words[action]}`] : [];
    },
  );
  const size = `${synthesis.resources} resources, ${synthesis.bytes} bytes`;
  return `Environment ${name}: ${
    sums.join(', ') || 'only outputs change'
  } (template: ${size}).`;
}

/** A plan for people: one line a resource, then the sum. */
export const describePlan = (plan: Plan): string =>
  [...plan.changes.map(describeChange), sumUp(plan)].join('\n');
