import type { ComponentStatus } from '@streamflix/backstage-plugin-streamflix-common';

/** What a component is made with, as far as is known; the word for it is under `technology` of the translations. */
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
