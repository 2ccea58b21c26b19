import {
  layOutMap,
  mapGeometry,
  partNames,
  type MapNode,
  type PartId,
} from '@streamflix/backstage-plugin-streamflix-common';
import { internet } from './Architecture';
import type { Drawing } from './Drawing';
import { size } from './grid';

const sizes = {
  part: { width: 124, height: 44 },
  internetWidth: 76,
  gap: { x: 40, y: 20 },
  margin: 16,
};

const nameOf = (id: MapNode['id']) =>
  id === 'internet' ? internet : partNames[id];

/** The map of an environment as the portal draws it, without values. */
export function drawMap(parts: readonly PartId[], title: string): Drawing {
  const map = layOutMap(parts);
  const { boxes, arrows, width, height } = mapGeometry(map, sizes);
  return {
    title: `Map of ${title}`,
    description: `${map.edges
      .map(({ from, to }) => `${nameOf(from)} to ${nameOf(to)}`)
      .join('; ')}.`,
    width,
    height,
    shapes: [...boxes].map(([id, box]) => ({
      ...box,
      look: id === 'internet' ? 'internet' : 'box',
    })),
    texts: [...boxes].map(([id, box]) => ({
      text: nameOf(id),
      x: box.x + box.width / 2,
      y: box.y + box.height / 2 + size.title * 0.35,
      size: size.title,
      bold: true,
      anchor: 'middle',
      look: 'text',
    })),
    lines: [],
    // In grey: the map does not distinguish who uses what.
    curves: arrows.map(({ path }) => ({ path, look: 'out' })),
    keys: [],
  };
}
