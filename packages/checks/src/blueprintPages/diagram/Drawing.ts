import { textWidth } from './textWidth';

/** Pixels; x to the right, y downwards. */
export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

/** A rectangle; `look` selects its colours. */
export interface Shape extends Rect {
  look:
    | 'internet'
    | 'region'
    | 'vpc'
    | 'zone'
    | 'public'
    | 'private'
    | 'box'
    | 'cell';
}

export interface Text extends Point {
  text: string;
  size: number;
  bold?: boolean;
  anchor: 'start' | 'middle' | 'end';
  look: 'title' | 'text' | 'muted' | Line['look'];
}

export interface Line {
  points: Point[];
  /** Whether it ends in an arrow. */
  arrow: boolean;
  look: 'request' | 'service' | 'worker' | 'alarm' | 'out';
}

/** A curve that ends in an arrow, as the path of an SVG. */
export interface Curve {
  path: string;
  look: Line['look'];
}

/** All shapes with their positions. */
export interface Drawing {
  title: string;
  description: string;
  width: number;
  height: number;
  shapes: Shape[];
  texts: Text[];
  lines: Line[];
  curves: Curve[];
  /** Positions of the symbol for encryption with the environment's own key. */
  keys: Point[];
}

/** The bounding box of a text; its y is the baseline. */
export function boundsOf({ x, y, text, size, bold, anchor }: Text): Rect {
  const width = textWidth(text, size, bold);
  const shift = { start: 0, middle: width / 2, end: width }[anchor];
  return { x: x - shift, y: y - size * 0.78, width, height: size };
}
