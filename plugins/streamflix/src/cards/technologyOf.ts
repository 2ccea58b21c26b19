import type { ComponentStatus } from '@streamflix/backstage-plugin-streamflix-common';

/** Technology of a component, as far as it is known; its label is under `technology` in the translations. */
export function technologyOf(component: ComponentStatus) {
  switch (component.kind) {
    case 'cache': {
      const engine = component.facts?.engine;
      return engine === 'redis' || engine === 'valkey' ? engine : undefined;
    }
    case 'database':
    case 'api':
      return component.facts?.kind;
    default:
      return component.kind;
  }
}
