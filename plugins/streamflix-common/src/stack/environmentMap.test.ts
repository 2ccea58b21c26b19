import { blueprintIds } from '../environment/blueprintIds';
import { blueprints } from '../environment/blueprints';
import { resolveSpec } from '../environment/resolveSpec';
import {
  layOutMap,
  partsOf,
  partsOfOutputs,
  type PartId,
} from './environmentMap';
import { mapGeometry, type MapBox } from './mapGeometry';
import { partNames } from './partNames';

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

  it.each(blueprintIds)(
    'of the blueprint %s is that of an environment with its defaults',
    blueprint => {
      expect(partsOf(blueprints[blueprint].defaults)).toEqual(
        partsIn(blueprint),
      );
    },
  );

  it('shows what the outputs name when the specification is not known', () => {
    expect(
      partsOfOutputs({ HttpApiId: 'a', ServiceName: 's', FileSystemId: 'f' }),
    ).toEqual(['api', 'service', 'storage']);
  });
});

const sizes = {
  part: { width: 19, height: 80 },
  internetWidth: 8,
  gap: { x: 4, y: 24 },
};

const allParts = Object.keys(partNames) as PartId[];

/** Every set of parts: an API needs a service, and a load balancer is in front of each service that has an API. */
const combinations = allParts
  .reduce<PartId[][]>(
    (sets, id) => sets.flatMap(set => [set, [...set, id]]),
    [[]],
  )
  .filter(parts => {
    const has = (id: PartId) => parts.includes(id);
    return (
      parts.length > 0 &&
      (!has('api') || has('service')) &&
      has('loadBalancer') === has('api')
    );
  });

const overlap = (a: MapBox, b: MapBox) =>
  a.x < b.x + b.width &&
  b.x < a.x + a.width &&
  a.y < b.y + b.height &&
  b.y < a.y + a.height;

describe('the drawing of a map', () => {
  it('has each part in a box of its own, with room around it, and inside its edges', () => {
    expect(combinations.length).toBeGreaterThan(100);
    for (const parts of combinations) {
      const { boxes, width, height } = mapGeometry(layOutMap(parts), sizes);
      expect([...boxes.keys()]).toEqual(expect.arrayContaining(parts));
      for (const [id, box] of boxes) {
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
        const roomy = {
          ...box,
          width: box.width + sizes.gap.x / 2,
          height: box.height + sizes.gap.y / 2,
        };
        const hidden = [...boxes].filter(
          ([other, each]) => other !== id && overlap(roomy, each),
        );
        expect({ parts, id, hidden }).toEqual({ parts, id, hidden: [] });
      }
    }
  });

  it('leads each arrow through the space between two boxes, from one to the other', () => {
    for (const parts of combinations) {
      const geometry = mapGeometry(layOutMap(parts), sizes);
      const { boxes } = geometry;
      for (const { from, to, tip, direction } of geometry.arrows) {
        const [start, end] = [boxes.get(from), boxes.get(to)];
        if (!start || !end) throw new Error(`${from} > ${to} has no ends`);
        const space = {
          down: end.y - start.y - start.height,
          right: end.x - start.x - start.width,
          left: start.x - end.x - end.width,
        }[direction];
        expect(space).toBe(direction === 'down' ? sizes.gap.y : sizes.gap.x);
        expect(tip).toEqual(
          {
            down: { x: end.x + end.width / 2, y: end.y },
            right: { x: end.x, y: end.y + end.height / 2 },
            left: { x: end.x + end.width, y: end.y + end.height / 2 },
          }[direction],
        );
      }
    }
  });
});
