import type { Part } from './Architecture';
import type { Drawing, Rect, Text } from './Drawing';
import { heightOf, lineHeight, size, wrap, type PlacedPart } from './grid';

/** Adds a text; by default regular and left-aligned at its position. */
export function write(
  drawing: Drawing,
  text: string,
  x: number,
  y: number,
  rest: Partial<Text> = {},
): void {
  drawing.texts.push({
    text,
    x,
    y,
    size: size.text,
    anchor: 'start',
    look: 'text',
    ...rest,
  });
}

/** Draws a part as a box that fits its text, with the given extra room below the text. */
export function drawPart(
  drawing: Drawing,
  part: Part,
  place: Omit<Rect, 'height'>,
  more = 0,
): PlacedPart {
  const { x, y, width } = place;
  const lines = part.lines.flatMap(line => wrap(line, width - 24));
  const height = heightOf(lines) + more;
  drawing.shapes.push({ ...place, height, look: 'box' });
  write(drawing, part.title, x + 12, y + 19, { size: size.title, bold: true });
  lines.forEach((line, index) =>
    write(drawing, line, x + 12, y + 19 + (index + 1) * lineHeight, {
      look: 'muted',
    }),
  );
  if (part.ownKey) drawing.keys.push({ x: x + width - 24, y: y + 9 });
  return { ...place, height, part };
}
