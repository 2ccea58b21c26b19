import type {
  EnvironmentMap,
  MapEdge,
  MapNode,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Horizontal sizes are relative to the width of the map, vertical ones in pixels: the boxes keep their height on any screen. */
const part = { width: 19, height: 80 };
const internetWidth = 8;
const gap = { x: 4, y: 24 };

/** A box: x and width in percent, y and height in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Direction = 'left' | 'right' | 'down';

/** A connection: an SVG path in the coordinates of the boxes, and its arrowhead. */
interface Arrow extends MapEdge {
  path: string;
  x: number;
  y: number;
  direction: Direction;
}

/** What is drawn, and the height it takes in pixels. */
export interface MapGeometry {
  boxes: ReadonlyMap<MapNode['id'], Box>;
  arrows: Arrow[];
  height: number;
}

function directionOf(from: Box, to: Box): Direction {
  if (from.x === to.x) return 'down';
  return to.x > from.x ? 'right' : 'left';
}

function arrowOf(edge: MapEdge, from: Box, to: Box): Arrow {
  const direction = directionOf(from, to);
  if (direction === 'down') {
    const x = from.x + from.width / 2;
    return {
      ...edge,
      direction,
      path: `M${x} ${from.y + from.height}V${to.y}`,
      x,
      y: to.y,
    };
  }
  const start = {
    x: direction === 'right' ? from.x + from.width : from.x,
    y: from.y + from.height / 2,
  };
  const end = {
    x: direction === 'right' ? to.x : to.x + to.width,
    y: to.y + to.height / 2,
  };
  const middle = (start.x + end.x) / 2;
  return {
    ...edge,
    direction,
    path: `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`,
    ...end,
  };
}

/** The boxes and arrows of a map. */
export function geometryOf(map: EnvironmentMap): MapGeometry {
  const { nodes, edges, columns, rows } = map;
  const hasInternet = nodes.some(({ id }) => id === 'internet');
  const first = hasInternet ? internetWidth : part.width;
  const total = first + (columns - 1) * (part.width + gap.x);
  const scale = 100 / total;
  const boxes = new Map(
    nodes.map(({ id, column, row }): [MapNode['id'], Box] => [
      id,
      {
        x:
          column === 0
            ? 0
            : (first + gap.x + (column - 1) * (part.width + gap.x)) * scale,
        y: row * (part.height + gap.y),
        width: (id === 'internet' ? internetWidth : part.width) * scale,
        height: part.height,
      },
    ]),
  );
  const arrows = edges.flatMap(edge => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    return from && to ? [arrowOf(edge, from, to)] : [];
  });
  return { boxes, arrows, height: rows * (part.height + gap.y) - gap.y };
}
