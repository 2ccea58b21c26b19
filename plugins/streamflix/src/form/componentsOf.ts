import type { BlueprintDefaults } from '@streamflix/backstage-plugin-streamflix-common';

/** The components of a blueprint; their labels are under `components` in the translations. */
export function componentsOf(defaults: BlueprintDefaults) {
  const { service, worker, api, database, cache } = defaults;
  const { stream, storage, deadLetters, registry, encryption } = defaults;
  return [
    service.enabled && ('service' as const),
    worker.enabled && ('worker' as const),
    api.kind !== 'none' && (`api-${api.kind}` as const),
    database.kind !== 'none' && (`database-${database.kind}` as const),
    cache.kind !== 'none' && (`cache-${cache.kind}` as const),
    stream.mode !== 'none' && ('stream' as const),
    storage.enabled && ('storage' as const),
    deadLetters.enabled && ('deadLetters' as const),
    registry.enabled && ('registry' as const),
    encryption.key === 'customer-managed' && ('key' as const),
    defaults.observability.alarms && ('alarms' as const),
  ].filter(component => component !== false);
}
