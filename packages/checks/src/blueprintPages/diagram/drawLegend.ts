import { write } from './drawPart';
import type { Drawing, Line } from './Drawing';
import { region, size } from './grid';
import { textWidth } from './textWidth';

const meanings: [Line['look'], string][] = [
  ['request', 'requests'],
  ['service', 'what the service uses'],
  ['worker', 'what the worker uses'],
  ['out', 'the way out'],
  ['alarm', 'alarms'],
];

/** The meaning of the colours in use. */
export function drawLegend(drawing: Drawing, y: number): void {
  let x = region.left;
  const entry = (text: string, room: number) => {
    write(drawing, text, x + room, y, { look: 'muted' });
    x += room + textWidth(text, size.text) + 24;
  };
  const used = new Set(drawing.lines.map(({ look }) => look));
  for (const [look, meaning] of meanings) {
    if (!used.has(look)) continue;
    const points = [
      { x, y: y - 4 },
      { x: x + 26, y: y - 4 },
    ];
    drawing.lines.push({ look, arrow: true, points });
    entry(meaning, 34);
  }
  if (drawing.keys.length > 0) {
    drawing.keys.push({ x, y: y - 9 });
    entry("encrypted with the environment's own key", 22);
  }
}
