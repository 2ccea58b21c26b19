import type { BlueprintDefaults } from '../environment/Blueprint';
import { stackOutputs } from '../environment/outputs';

/** Parts of an environment on its map, in the order of reading. */
const partIds: readonly PartId[] = [
  'api',
  'loadBalancer',
  'service',
  'database',
  'cache',
  'storage',
  'stream',
  'worker',
  'deadLetters',
];

/**
 * A part of an environment on its map.
 *
 * @public
 */
export type PartId =
  | 'api'
  | 'loadBalancer'
  | 'service'
  | 'database'
  | 'cache'
  | 'storage'
  | 'stream'
  | 'worker'
  | 'deadLetters';

/**
 * A node of the map: a part, or the internet in front of it. Columns and rows are counted from 0.
 *
 * @public
 */
export interface MapNode {
  id: PartId | 'internet';
  column: number;
  row: number;
}

/**
 * The way of requests and records between two nodes.
 *
 * @public
 */
export interface MapEdge {
  from: MapNode['id'];
  to: PartId;
}

/**
 * The layout of an environment's map.
 *
 * @public
 */
export interface EnvironmentMap {
  /** In the order of reading. */
  nodes: MapNode[];
  edges: MapEdge[];
  columns: number;
  rows: number;
}

/**
 * The parts that an environment consists of, or one with the defaults of a blueprint.
 *
 * @public
 */
export function partsOf(spec: BlueprintDefaults): PartId[] {
  const hasApi = spec.api.kind !== 'none';
  const present: Record<PartId, boolean> = {
    api: hasApi,
    loadBalancer: hasApi && spec.service.enabled,
    service: spec.service.enabled,
    database: spec.database.kind !== 'none',
    cache: spec.cache.kind !== 'none',
    storage: spec.storage.enabled,
    stream: spec.stream.mode !== 'none',
    worker: spec.worker.enabled,
    deadLetters: spec.deadLetters.enabled,
  };
  return partIds.filter(id => present[id]);
}

/** The output that a stack has only if it has the part. */
const outputsOf: Record<PartId, readonly string[]> = {
  api: [stackOutputs.restApiId, stackOutputs.httpApiId],
  loadBalancer: [stackOutputs.loadBalancerDnsName],
  service: [stackOutputs.serviceName],
  database: [stackOutputs.databaseClusterId, stackOutputs.databaseInstanceId],
  cache: [
    stackOutputs.cacheReplicationGroupId,
    stackOutputs.cacheServerlessName,
  ],
  storage: [stackOutputs.fileSystemId],
  stream: [stackOutputs.streamName],
  worker: [stackOutputs.workerName],
  deadLetters: [stackOutputs.deadLetterQueueUrl],
};

/** The same as far as the outputs of a stack show it, whose specification is not known. */
export const partsOfOutputs = (outputs: Record<string, string>): PartId[] =>
  partIds.filter(id => outputsOf[id].some(name => name in outputs));

type PlacedPart = MapNode & { id: PartId };

const stores = ['database', 'cache', 'storage'] as const;

/** Rows of a column: a single node stands in the second of three, next to the service. */
const inColumn = (ids: readonly PartId[], column: number): PlacedPart[] =>
  ids.map((id, index) => ({
    id,
    column,
    row: ids.length === 1 ? 1 : index,
  }));

/** Requests come in from the left to the service and its stores; records go back to the left below them. */
function withService(has: (id: PartId) => boolean): MapNode[] {
  const internet: MapNode = { id: 'internet', column: 0, row: 1 };
  const placed: PlacedPart[] = [
    { id: 'api', column: 1, row: 1 },
    { id: 'loadBalancer', column: 2, row: 1 },
    { id: 'service', column: 3, row: 1 },
    ...inColumn(stores.filter(has), 4),
    { id: 'stream', column: 3, row: 2 },
    { id: 'worker', column: 2, row: 2 },
    { id: 'deadLetters', column: 1, row: 2 },
  ];
  return [
    ...(has('api') ? [internet] : []),
    ...placed.filter(({ id }) => has(id)),
  ];
}

/** Records go from left to right: stream, worker, and what it writes to. */
function withoutService(has: (id: PartId) => boolean): MapNode[] {
  const targets: readonly PartId[] = [...stores, 'deadLetters'];
  const placed: PlacedPart[] = [
    { id: 'stream', column: 1, row: 1 },
    { id: 'worker', column: 2, row: 1 },
    ...inColumn(targets.filter(has), 3),
  ];
  return placed.filter(({ id }) => has(id));
}

/**
 * Lays out the map. A part always has the same place next to the others, so that users find it in every environment.
 *
 * @public
 */
export function layOutMap(parts: readonly PartId[]): EnvironmentMap {
  const has = (id: PartId) => parts.includes(id);
  const placed = has('service') ? withService(has) : withoutService(has);
  const reader = has('service') ? 'service' : 'worker';
  const edges: MapEdge[] = [
    { from: 'internet', to: 'api' },
    { from: 'api', to: 'loadBalancer' },
    { from: 'loadBalancer', to: 'service' },
    ...stores.map(to => ({ from: reader, to } as const)),
    { from: 'service', to: 'stream' },
    { from: 'stream', to: 'worker' },
    { from: 'worker', to: 'deadLetters' },
  ];
  const ids = new Set(placed.map(({ id }) => id));
  // Empty rows and columns would only take space.
  const rows = [...new Set(placed.map(({ row }) => row))].sort();
  const columns = [...new Set(placed.map(({ column }) => column))].sort();
  return {
    nodes: placed.map(({ id, row, column }) => ({
      id,
      column: columns.indexOf(column),
      row: rows.indexOf(row),
    })),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    columns: columns.length,
    rows: rows.length,
  };
}
