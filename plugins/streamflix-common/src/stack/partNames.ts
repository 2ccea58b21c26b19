import type { PartId } from './environmentMap';

/**
 * The English names of the parts, for the map and the documentation.
 *
 * @public
 */
export const partNames = {
  api: 'API',
  loadBalancer: 'Load balancer',
  service: 'Service',
  database: 'Database',
  cache: 'Cache',
  storage: 'Media files',
  stream: 'Stream',
  worker: 'Worker',
  deadLetters: 'Dead letters',
} as const satisfies Record<PartId, string>;
