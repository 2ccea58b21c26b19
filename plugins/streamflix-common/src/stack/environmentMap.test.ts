import { blueprintIds } from '../environment/blueprintIds';
import { blueprints } from '../environment/blueprints';
import { resolveSpec } from '../environment/resolveSpec';
import {
  layOutMap,
  partsOf,
  partsOfOutputs,
  type PartId,
} from './environmentMap';

function partsIn(blueprint: (typeof blueprintIds)[number]) {
  const resolution = resolveSpec({
    suffix: 'demo',
    blueprint,
    region: blueprints[blueprint].homeRegions[0],
    owner: 'group:default/video',
    secrets: {
      database: 'streamflix/database',
      apiKeys: ['streamflix/api-keys'],
    },
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return partsOf(resolution.spec);
}

const arrows = (parts: readonly PartId[]) =>
  layOutMap(parts).edges.map(({ from, to }) => `${from} > ${to}`);

describe('the map of an environment', () => {
  it('leads from the internet to the stores, and by the stream to the dead letters', () => {
    expect(arrows(partsIn('complete'))).toEqual([
      'internet > api',
      'api > loadBalancer',
      'loadBalancer > service',
      'service > database',
      'service > cache',
      'service > storage',
      'service > stream',
      'stream > worker',
      'worker > deadLetters',
    ]);
  });

  it('of a worker without a service starts at the stream, and shows no internet', () => {
    expect(arrows(partsIn('video-pipeline'))).toEqual([
      'worker > database',
      'stream > worker',
      'worker > deadLetters',
    ]);
  });

  it.each(blueprintIds)(
    'of %s has each part once, at a place of its own, and without empty rows and columns',
    blueprint => {
      const parts = partsIn(blueprint);
      const { nodes, rows, columns } = layOutMap(parts);
      const shown = nodes.map(({ id }) => id).filter(id => id !== 'internet');
      expect([...shown].sort()).toEqual([...parts].sort());
      const places = nodes.map(({ column, row }) => `${column} ${row}`);
      expect(new Set(places).size).toBe(nodes.length);
      expect(new Set(nodes.map(({ row }) => row)).size).toBe(rows);
      expect(new Set(nodes.map(({ column }) => column)).size).toBe(columns);
    },
  );

  it('shows what the outputs name when the specification is not known', () => {
    expect(
      partsOfOutputs({ HttpApiId: 'a', ServiceName: 's', FileSystemId: 'f' }),
    ).toEqual(['api', 'service', 'storage']);
  });
});
