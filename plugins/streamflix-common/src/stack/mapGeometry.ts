import type { EnvironmentMap, MapEdge, MapNode } from './environmentMap';

/**
 * Sizes of a drawing of the map, in any unit.
 *
 * @public
 */
export interface MapSizes {
  part: { width: number; height: number };
  /** The internet is as high as a part. */
  internetWidth: number;
  /** Space between columns (x) and rows (y). */
  gap: { x: number; y: number };
  /** Space on each side; none by default. */
  margin?: number;
}

/**
 * The box of a node; x to the right, y downwards.
 *
 * @public
 */
export interface MapBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A connection: the path of an SVG, and where its arrowhead has its tip.
 *
 * @public
 */
export interface MapArrow extends MapEdge {
  path: string;
  tip: { x: number; y: number };
  direction: 'left' | 'right' | 'down';
}

/**
 * What is drawn of a map.
 *
 * @public
 */
export interface MapGeometry {
  boxes: ReadonlyMap<MapNode['id'], MapBox>;
  arrows: MapArrow[];
  width: number;
  height: number;
}

function directionOf(from: MapBox, to: MapBox): MapArrow['direction'] {
  if (from.x === to.x) return 'down';
  return to.x > from.x ? 'right' : 'left';
}

function arrowOf(edge: MapEdge, from: MapBox, to: MapBox): MapArrow {
  const direction = directionOf(from, to);
  if (direction === 'down') {
    const x = from.x + from.width / 2;
    return {
      ...edge,
      direction,
      path: `M${x} ${from.y + from.height}V${to.y}`,
      tip: { x, y: to.y },
    };
  }
  const start = {
    x: direction === 'right' ? from.x + from.width : from.x,
    y: from.y + from.height / 2,
  };
  const tip = {
    x: direction === 'right' ? to.x : to.x + to.width,
    y: to.y + to.height / 2,
  };
  const middle = (start.x + tip.x) / 2;
  return {
    ...edge,
    direction,
    path: `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${tip.y} ${tip.x} ${tip.y}`,
    tip,
  };
}

/**
 * The boxes and arrows of a map, the same in every drawing of it.
 *
 * @public
 */
export function mapGeometry(
  map: EnvironmentMap,
  { part, internetWidth, gap, margin = 0 }: MapSizes,
): MapGeometry {
  const { nodes, edges, columns, rows } = map;
  // Nothing else is in the column of the internet.
  const hasInternet = nodes.some(({ id }) => id === 'internet');
  const first = hasInternet ? internetWidth : part.width;
  const leftOf = (column: number) =>
    margin +
    (column === 0 ? 0 : first + gap.x + (column - 1) * (part.width + gap.x));
  const boxes = new Map(
    nodes.map(({ id, column, row }): [MapNode['id'], MapBox] => [
      id,
      {
        x: leftOf(column),
        y: margin + row * (part.height + gap.y),
        width: id === 'internet' ? internetWidth : part.width,
        height: part.height,
      },
    ]),
  );
  const arrows = edges.flatMap(edge => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    return from && to ? [arrowOf(edge, from, to)] : [];
  });
  return {
    boxes,
    arrows,
    width: leftOf(columns) - gap.x + margin,
    height: rows * (part.height + gap.y) - gap.y + 2 * margin,
  };
}
