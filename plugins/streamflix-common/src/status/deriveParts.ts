import { partsOf, partsOfOutputs, type PartId } from '../stack/environmentMap';
import type { RuleContext } from './components/ComponentRules';
import { healthOfService } from './components/ecs';
import type {
  ComponentStatus,
  MetricValue,
  PartStatus,
} from './EnvironmentStatus';
import type { ComponentKind, StackFacts } from './StackSnapshot';

/** The card of a part. The others are not read: nothing is claimed about their health. */
const kinds: Partial<Record<PartId, ComponentKind>> = {
  api: 'api',
  service: 'ecs',
  worker: 'ecs',
  database: 'database',
  cache: 'cache',
  stream: 'stream',
};

/** The API service and the worker share a card, but each has tasks and health of its own. */
function ownOfService(
  id: 'service' | 'worker',
  { facts, health }: ComponentStatus & { kind: 'ecs' },
  context: RuleContext,
): Pick<PartStatus, 'health' | 'value'> {
  const service = facts?.services.find(({ name }) => name.startsWith(`${id}-`));
  if (!service) return { health: health === 'healthy' ? 'unknown' : health };
  const { running, desired } = service;
  const value: MetricValue = {
    label: 'Tasks',
    value: `${running} of ${desired}`,
  };
  return { health: healthOfService(service, context), value };
}

/** The parts of an environment with what its map shows of them. */
export function deriveParts(
  { outputs }: StackFacts,
  components: readonly ComponentStatus[],
  context: RuleContext,
): PartStatus[] {
  const ids = context.spec ? partsOf(context.spec) : partsOfOutputs(outputs);
  return ids.map(id => {
    const kind = kinds[id];
    const component = components.find(each => each.kind === kind);
    if (!component) return { id };
    const own =
      component.kind === 'ecs' && (id === 'service' || id === 'worker')
        ? ownOfService(id, component, context)
        : { health: component.health, value: component.metrics[0] };
    return { id, kind, ...own };
  });
}
