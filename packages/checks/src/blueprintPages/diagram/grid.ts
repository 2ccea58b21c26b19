import type { Part } from './Architecture';
import type { Rect } from './Drawing';
import { textWidth } from './textWidth';

/*
 * Columns of the diagram in pixels, from left to right: lines from tasks to their data stores, the zones, lines from tasks to
 * regional services, and those services.
 */
export const width = 1000;
export const region = { left: 14, right: 986 };
export const vpc = { left: 26, right: 716 };
export const sidebar = { left: 792, width: 182 };
export const internetBar = { x: 14, y: 64, width: 972, height: 26 } as const;
/** X positions of the vertical lines left and right of the zones. */
export const leftTrunk = { request: 46, service: 60, worker: 77 };
export const rightTrunk = { service: 662, worker: 678 };
/** X position of the internet gateway's centre. */
export const gatewayX = 580;

export const size = { heading: 19, title: 12.5, text: 11, small: 10.5 };
export const lineHeight = 15;

const zones = { left: 140, right: 646, gap: 12 };

/** Position and width of a zone's column, for a number of zones. */
export function zoneColumn(
  zone: number,
  count: number,
): { x: number; width: number } {
  const each = (zones.right - zones.left - zones.gap * (count - 1)) / count;
  return { x: zones.left + zone * (each + zones.gap), width: each };
}

/** A part with its position. */
export interface PlacedPart extends Rect {
  part: Part;
}

export const heightOf = (lines: readonly string[]) =>
  30 + lines.length * lineHeight;

/** Wraps a text into as few lines as possible. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size.text) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
