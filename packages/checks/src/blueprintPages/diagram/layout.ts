import { internet, type Architecture, type Part } from './Architecture';
import { describe } from './describe';
import { drawFlows } from './drawFlows';
import { drawLegend } from './drawLegend';
import { drawPart, write } from './drawPart';
import { bands, drawWayOut, drawZones } from './drawZones';
import type { Drawing } from './Drawing';
import {
  sidebar,
  heightOf,
  internetBar,
  leftTrunk,
  region,
  size,
  vpc,
  width,
  wrap,
  zoneColumn,
  type PlacedPart,
} from './grid';
import { textWidth } from './textWidth';

const rowGap = 24;
const cellHeight = 24;

/** The rows of the private subnets. Returns the parts with their positions. */
function drawRows(
  drawing: Drawing,
  { parts, zones: { length: count } }: Architecture,
  top: number,
): PlacedPart[] {
  let y = top;
  return parts.flatMap(part => {
    if (part.place.kind !== 'private') return [];
    const { zones, cells } = part.place;
    const { x } = zoneColumn(Math.min(...zones), count);
    const last = zoneColumn(Math.max(...zones), count);
    const place = { x: x + 10, y, width: last.x + last.width - 20 - x };
    const placed = drawPart(drawing, part, place, cells ? cellHeight + 10 : 0);
    cells?.forEach((cell, index) => {
      if (!cell) return;
      const zone = zoneColumn(zones[index], count);
      const shape = {
        x: zone.x + 20,
        y: y + placed.height - cellHeight - 10,
        width: zone.width - 40,
        height: cellHeight,
      };
      drawing.shapes.push({ ...shape, look: 'cell' });
      const names = cell.split(', ');
      const label =
        textWidth(cell, size.small) < shape.width - 12
          ? cell
          : `${names[0]} and ${names.length - 1} more`;
      write(drawing, label, shape.x + shape.width / 2, shape.y + 16, {
        size: size.small,
        anchor: 'middle',
      });
    });
    y += placed.height + rowGap;
    return [placed];
  });
}

/** Regional services next to the VPC, distributed over its height. */
function drawAdjacent(
  drawing: Drawing,
  parts: Part[],
  top: number,
  bottom: number,
): PlacedPart[] {
  const total = parts
    .map(({ lines }) => lines.flatMap(line => wrap(line, sidebar.width - 24)))
    .reduce((sum, lines) => sum + heightOf(lines), 0);
  const even = (bottom - top - total) / Math.max(1, parts.length - 1);
  const gap = Math.max(18, Math.min(48, even));
  let y = top;
  return parts.map(part => {
    const placed = drawPart(drawing, part, {
      x: sidebar.left,
      y,
      width: sidebar.width,
    });
    y += placed.height + gap;
    return placed;
  });
}

const bottomOf = (parts: PlacedPart[]) =>
  Math.max(0, ...parts.map(({ y, height }) => y + height));

/**
 * Lays an architecture out: zones are columns, the parts a request passes are rows from top to bottom, regional services are at
 * the side. The layout is deterministic.
 */
export function layout(
  architecture: Architecture,
  title: string,
  subtitle: string,
): Drawing {
  const drawing: Drawing = {
    title: `Architecture of ${title}`,
    description: describe(architecture),
    width,
    height: 0,
    shapes: [{ ...internetBar, look: 'internet' }],
    texts: [],
    lines: [],
    curves: [],
    keys: [],
  };
  const { parts } = architecture;
  const of = (kind: Part['place']['kind']) =>
    parts.filter(({ place }) => place.kind === kind);
  const frameName = { size: size.small, bold: true, look: 'muted' } as const;
  write(drawing, title, region.left, 30, {
    size: size.heading,
    bold: true,
    look: 'title',
  });
  write(drawing, subtitle, region.left, 50, { size: 12, look: 'muted' });
  write(drawing, internet, width / 2, internetBar.y + 17, {
    size: size.title,
    bold: true,
    anchor: 'middle',
  });

  const regionTop = internetBar.y + internetBar.height + 30;
  const regionName = `AWS Region ${architecture.region}`;
  write(drawing, regionName, vpc.left, regionTop + 18, frameName);
  const front = of('front').map(part =>
    drawPart(drawing, part, { x: vpc.left, y: regionTop + 28, width: 290 }),
  );
  const vpcTop = Math.max(regionTop + 44, bottomOf(front) + 40);
  const vpcName = `VPC ${architecture.vpcCidr}`;
  write(drawing, vpcName, leftTrunk.request + 14, vpcTop + 20, frameName);

  const rows = drawRows(drawing, architecture, bands(vpcTop).privateTop + 34);
  const zoneBottom = bottomOf(rows) + 20;
  const vpcBottom = zoneBottom + 12;
  const services = drawAdjacent(drawing, of('region'), vpcTop + 10, vpcBottom);
  const regionBottom = Math.max(vpcBottom, bottomOf(services)) + 12;

  drawing.shapes.push(
    {
      x: region.left,
      y: regionTop,
      width: region.right - region.left,
      height: regionBottom - regionTop,
      look: 'region',
    },
    {
      x: vpc.left,
      y: vpcTop,
      width: vpc.right - vpc.left,
      height: vpcBottom - vpcTop,
      look: 'vpc',
    },
  );
  drawZones(drawing, architecture, vpcTop, zoneBottom);
  drawWayOut(drawing, architecture, vpcTop);
  const places = [...front, ...rows, ...services].map(
    (placed): [string, PlacedPart] => [placed.part.id, placed],
  );
  drawFlows(drawing, architecture.flows, new Map(places));
  drawLegend(drawing, regionBottom + 26);
  drawing.height = regionBottom + 44;
  return drawing;
}
