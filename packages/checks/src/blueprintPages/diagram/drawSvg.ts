import type { Curve, Drawing, Line, Point, Shape, Text } from './Drawing';

/** Colours by look, light and dark. Both have their own background, since the surrounding page may use either theme. */
const palette: Record<string, [light: string, dark: string]> = {
  paper: ['#ffffff', '#0d1117'],
  title: ['#16191f', '#f0f3f6'],
  text: ['#16191f', '#e6edf3'],
  muted: ['#525d6b', '#9da7b3'],
  frame: ['#8c98a4', '#57606a'],
  vpcLine: ['#7b42bc', '#a371f7'],
  zoneLine: ['#3d7ea6', '#5b9bc4'],
  publicFill: ['#eef6e8', '#16251a'],
  privateFill: ['#eaf3fa', '#122231'],
  box: ['#ffffff', '#1c232c'],
  boxLine: ['#5f6b7a', '#6e7b8a'],
  cell: ['#f3f5f7', '#2a333e'],
  cellLine: ['#aab4be', '#4b5663'],
  internet: ['#f3f5f7', '#1c232c'],
  request: ['#1a7f37', '#56d364'],
  service: ['#0b62c4', '#6cb6ff'],
  worker: ['#b04a00', '#f0a35e'],
  alarm: ['#c4203b', '#ff8a98'],
  out: ['#6b7683', '#8b96a3'],
  key: ['#8a6100', '#e3b341'],
};

const variables = (theme: 0 | 1) =>
  Object.entries(palette)
    .map(([name, colours]) => `--${name}:${colours[theme]}`)
    .join(';');

const looks: Line['look'][] = ['request', 'service', 'worker', 'alarm', 'out'];

const style = `
:root{${variables(0)}}
@media (prefers-color-scheme:dark){:root{${variables(1)}}}
text{font-family:Arial,'Liberation Sans',Helvetica,sans-serif}
.title{fill:var(--title)}.text{fill:var(--text)}.muted{fill:var(--muted)}
.halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
rect.region{fill:none;stroke:var(--frame);stroke-dasharray:6 4}
rect.vpc{fill:none;stroke:var(--vpcLine);stroke-width:1.5}
rect.zone{fill:none;stroke:var(--zoneLine);stroke-dasharray:4 3}
rect.public{fill:var(--publicFill)}rect.private{fill:var(--privateFill)}
rect.internet{fill:var(--internet);stroke:var(--frame)}
rect.box{fill:var(--box);stroke:var(--boxLine);stroke-width:1.25}
rect.cell{fill:var(--cell);stroke:var(--cellLine)}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.key{fill:none;stroke:var(--key);stroke-width:1.6}
${looks
  .map(
    look =>
      `.line.${look}{stroke:var(--${look})}text.${look},path.${look}{fill:var(--${look})}`,
  )
  .join('\n')}
`.trim();

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Coordinates with at most one decimal, so that the output does not depend on rounding errors. */
const round = (value: number) => String(Math.round(value * 10) / 10);

const shape = ({ x, y, width, height, look }: Shape) =>
  `<rect class="${look}" x="${round(x)}" y="${round(y)}" width="${round(
    width,
  )}" height="${round(height)}" rx="${look === 'cell' ? 3 : 5}"/>`;

const line = ({ points, look, arrow }: Line) =>
  `<polyline class="line ${look}"${
    arrow ? ` marker-end="url(#${look})"` : ''
  } points="${points
    .map(({ x, y }) => `${round(x)},${round(y)}`)
    .join(' ')}"/>`;

/** Its own style, since a path of this class is a filled arrowhead otherwise. */
const curve = ({ path, look }: Curve) =>
  `<path class="line ${look}" style="fill:none" marker-end="url(#${look})" d="${path}"/>`;

const text = ({ x, y, text: words, size, bold, anchor, look }: Text) =>
  `<text class="${look}${
    looks.some(l => l === look) ? ' halo' : ''
  }" x="${round(x)}" y="${round(y)}" font-size="${size}"${
    bold ? ' font-weight="bold"' : ''
  }${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escape(
    words,
  )}</text>`;

const key = ({ x, y }: Point) =>
  `<path class="key" d="M${round(x)} ${round(
    y + 5,
  )}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0m7 0h8v3m-3 -3v2"/>`;

const marker = (look: string) =>
  `<marker id="${look}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="${look}" d="M0 0.5L8 4L0 7.5z"/></marker>`;

/** A self-contained SVG without external fonts, scripts or images. */
export function drawSvg(drawing: Drawing): string {
  const { width, height, title, description } = drawing;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(
      height,
    )}" width="${width}" height="${round(
      height,
    )}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(description)}</desc>`,
    `<style>${style}</style>`,
    `<defs>${looks.map(marker).join('')}</defs>`,
    `<rect width="100%" height="100%" rx="8" fill="var(--paper)"/>`,
    ...drawing.shapes
      .filter(({ look }) => look !== 'box' && look !== 'cell')
      .map(shape),
    ...drawing.lines.map(line),
    ...drawing.curves.map(curve),
    ...drawing.shapes
      .filter(({ look }) => look === 'box' || look === 'cell')
      .map(shape),
    ...drawing.keys.map(key),
    ...drawing.texts.map(text),
    '</svg>',
  ].join('\n')}\n`;
}
