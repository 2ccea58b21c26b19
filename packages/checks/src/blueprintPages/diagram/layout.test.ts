import { partsOf } from '@streamflix/backstage-plugin-streamflix-common';
import {
  blueprintIds,
  type BlueprintId,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { designOf } from '../BlueprintDesign';
import { internet } from './Architecture';
import { architectureOf } from './architectureOf';
import { boundsOf, type Point, type Rect } from './Drawing';
import { drawMap } from './drawMap';
import { drawSvg } from './drawSvg';
import { layout } from './layout';

const variants: [string, BlueprintId, Partial<EnvironmentInput>][] = [
  ...blueprintIds.map(id => [id, id, {}] as [string, BlueprintId, object]),
  [
    'complete in three zones at its largest',
    'complete',
    {
      network: { zones: 3, nat: 'per-zone', cidr: '192.168.0.0/16' },
      service: { spotWeight: 100, fargateBase: 100, maxTasks: 100 },
      database: { instances: 15 },
      cache: { nodes: 6 },
      stream: { mode: 'on-demand', shardMetrics: false },
    },
  ],
  [
    'complete with an HTTP API, RDS and a serverless cache in three zones',
    'complete',
    {
      network: { zones: 3 },
      api: { kind: 'http', path: '/{proxy+}', tracing: false },
      database: { kind: 'rds', multiAz: false },
      cache: { kind: 'serverless', version: '7' },
    },
  ],
  [
    'video pipeline without a store',
    'video-pipeline',
    { database: { kind: 'none' }, deadLetters: { enabled: false } },
  ],
];

const designs = variants.map(([name, id, overrides]) => {
  const { template, spec } = designOf(id, overrides);
  return {
    name,
    id,
    spec,
    architecture: architectureOf(template, spec.region),
  };
});

const meet = (a: Rect, b: Rect) =>
  a.x < b.x + b.width &&
  b.x < a.x + a.width &&
  a.y < b.y + b.height &&
  b.y < a.y + a.height;

const holds = (outer: Rect, inner: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** The bounding box of a line; all lines are horizontal or vertical. */
const between = (a: Point, b: Point): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x) + 0.1,
  height: Math.abs(a.y - b.y) + 0.1,
});

const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, index) =>
    all.slice(index + 1).map((other): [T, T] => [one, other]),
  );

describe.each(designs)('the diagram of $name', ({ id, architecture }) => {
  const drawing = layout(architecture, id, 'What it is for.');
  const { texts, lines, shapes } = drawing;
  const rooms = texts.map(text => ({ text: text.text, room: boundsOf(text) }));
  const boxes = shapes.filter(({ look }) => look === 'box');
  const segments = lines.flatMap(({ points }) =>
    points.slice(1).map((point, index) => between(points[index], point)),
  );

  it('has no texts that overlap', () => {
    expect(pairs(rooms).filter(([a, b]) => meet(a.room, b.room))).toEqual([]);
  });

  it('has no text beyond its edge, nor across the edge of a box', () => {
    const sheet = { x: 0, y: 0, width: drawing.width, height: drawing.height };
    const cells = shapes.filter(({ look }) => look === 'cell');
    // A shape that is not inside a box is inside a subnet.
    const subnets = shapes.filter(({ look }) =>
      ['public', 'private'].includes(look),
    );
    const crosses = (room: Rect) => (shape: Rect) =>
      meet(shape, room) && !holds(shape, room);
    expect(rooms.filter(({ room }) => !holds(sheet, room))).toEqual([]);
    expect(
      rooms.filter(({ room }) =>
        (boxes.some(box => holds(box, room)) ? cells : subnets)
          .concat(boxes)
          .some(crosses(room)),
      ),
    ).toEqual([]);
  });

  it('has no boxes that overlap', () => {
    expect(pairs(boxes).filter(([a, b]) => meet(a, b))).toEqual([]);
  });

  it('draws no line through a text, and none through a box', () => {
    const inside = ({ x, y, width, height }: Rect) => ({
      x: x + 1,
      y: y + 1,
      width: width - 2,
      height: height - 2,
    });
    expect(
      rooms.filter(({ room }) => segments.some(line => meet(line, room))),
    ).toEqual([]);
    expect(
      boxes.filter(box => segments.some(line => meet(line, inside(box)))),
    ).toEqual([]);
  });

  it('shows every part and every arrow of the architecture', () => {
    const words = texts.map(({ text }) => text);
    for (const part of architecture.parts) expect(words).toContain(part.title);
    const legend = new Set(lines.map(({ look }) => look)).size;
    const nats = architecture.zones.filter(({ nat }) => nat).length;
    expect(lines.filter(({ arrow }) => arrow)).toHaveLength(
      architecture.flows.length + nats + 2 + legend,
    );
  });

  it('is a complete SVG with a description and a dark colour scheme', () => {
    const svg = drawSvg(drawing);
    expect(svg).toMatch(/<title id="title">Architecture of /);
    expect(svg).toMatch(/<desc id="description">Region .+ Connections: /);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).not.toMatch(/href|@import|url\((?!#)|<script|<image|NaN/);
  });
});

/** How the architecture calls the parts of the map. */
const titles = {
  API: /^API Gateway/,
  'Load balancer': /Load Balancer/,
  Service: /^Service: ECS/,
  Database: /^(Aurora|RDS) /,
  Cache: /^ElastiCache/,
  'Media files': /^EFS/,
  Stream: /^Kinesis/,
  Worker: /^Worker: ECS/,
  'Dead letters': /^SQS, dead letters/,
};

describe.each(designs)('the map of $name', ({ id, spec, architecture }) => {
  const drawing = drawMap(partsOf(spec), id);
  const boxes = drawing.shapes.filter(({ look }) => look === 'box');
  const names = drawing.texts.map(({ text }) => text);

  it('shows the parts that the template has', () => {
    expect(
      Object.entries(titles).filter(
        ([name, title]) =>
          names.includes(name) !==
          architecture.parts.some(part => title.test(part.title)),
      ),
    ).toEqual([]);
    expect(boxes).toHaveLength(names.filter(name => name !== internet).length);
  });

  it('has each name inside its box, and each box on the sheet', () => {
    const sheet = { x: 0, y: 0, width: drawing.width, height: drawing.height };
    expect(drawing.shapes.filter(box => !holds(sheet, box))).toEqual([]);
    drawing.texts.forEach((text, index) => {
      expect(holds(drawing.shapes[index], boundsOf(text))).toBe(true);
    });
  });

  it('is a complete SVG that describes its arrows', () => {
    const svg = drawSvg(drawing);
    const [, description] =
      svg.match(/<desc id="description">(.+)<\/desc>/) ?? [];
    expect(description.split('; ')).toHaveLength(drawing.curves.length);
    expect(svg.match(/<path class="line out" style="fill:none"/g)).toHaveLength(
      drawing.curves.length,
    );
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).not.toMatch(/href|@import|url\((?!#)|<script|<image|NaN/);
  });
});
