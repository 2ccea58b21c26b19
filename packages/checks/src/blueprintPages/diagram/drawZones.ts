import type { Architecture } from './Architecture';
import { write } from './drawPart';
import type { Drawing, Point } from './Drawing';
import { gatewayX, internetBar, size, zoneColumn } from './grid';
import { textWidth } from './textWidth';

const header = 38;
const publicHeight = 56;
const nat = { width: 58, inset: 10 };

/** Heights of the bands of a VPC, from its top. */
export const bands = (vpcTop: number) => {
  const zoneTop = vpcTop + header;
  const publicTop = zoneTop + 28;
  return { zoneTop, publicTop, privateTop: publicTop + publicHeight + 34 };
};

/** The zones with their subnets, behind their content. */
export function drawZones(
  drawing: Drawing,
  { zones }: Architecture,
  vpcTop: number,
  bottom: number,
): void {
  const { zoneTop, publicTop, privateTop } = bands(vpcTop);
  const small = { size: size.small, look: 'muted' } as const;
  zones.forEach((zone, index) => {
    const { x, width } = zoneColumn(index, zones.length);
    const inside = { x: x + 5, width: width - 10 };
    drawing.shapes.push(
      { x, y: zoneTop, width, height: bottom - zoneTop, look: 'zone' },
      { ...inside, y: publicTop, height: publicHeight, look: 'public' },
      {
        ...inside,
        y: privateTop,
        height: bottom - privateTop - 6,
        look: 'private',
      },
    );
    write(
      drawing,
      `Availability Zone ${index + 1}`,
      x + 12,
      zoneTop + 18,
      small,
    );
    write(drawing, 'Public subnet', x + 12, publicTop + 25, small);
    write(drawing, zone.publicCidr, x + 12, publicTop + 39, small);
    const privateName = `Private subnet ${zone.privateCidr}`;
    write(
      drawing,
      textWidth(privateName, size.small) < width - 24
        ? privateName
        : zone.privateCidr,
      x + 12,
      privateTop + 20,
      small,
    );
  });
}

/** Outbound traffic: from private subnets to their NAT gateways, the internet gateway and the internet. */
export function drawWayOut(
  drawing: Drawing,
  { zones }: Architecture,
  vpcTop: number,
): void {
  const { publicTop, privateTop } = bands(vpcTop);
  const middleOf = (zone: number) => {
    const { x, width } = zoneColumn(zone, zones.length);
    return x + width - nat.inset - nat.width / 2;
  };
  const line = (arrow: boolean, ...points: Point[]) =>
    drawing.lines.push({ points, arrow, look: 'out' });
  const boxed = (
    words: string[],
    middle: number,
    y: number,
    boxWidth: number,
    height: number,
  ) => {
    drawing.shapes.push({
      x: middle - boxWidth / 2,
      y,
      width: boxWidth,
      height,
      look: 'box',
    });
    const first = y + height / 2 + 4 - (words.length - 1) * 6.5;
    words.forEach((word, index) =>
      write(drawing, word, middle, first + index * 13, {
        size: size.small,
        bold: true,
        anchor: 'middle',
      }),
    );
  };

  const gatewayTop = vpcTop - 13;
  boxed(['Internet gateway'], gatewayX, gatewayTop, 120, 26);
  line(
    true,
    { x: gatewayX, y: gatewayTop },
    { x: gatewayX, y: internetBar.y + internetBar.height },
  );
  const natTop = publicTop + 9;
  const natBottom = publicTop + publicHeight - 9;
  const bus = vpcTop + 29;
  const ends = [gatewayX];
  zones.forEach((zone, index) => {
    const x = middleOf(index);
    const through = middleOf(zone.outThrough);
    if (zone.nat) {
      boxed(['NAT', 'gateway'], x, natTop, nat.width, natBottom - natTop);
      line(true, { x, y: privateTop }, { x, y: natBottom });
      line(false, { x, y: natTop }, { x, y: bus });
      ends.push(x);
    } else {
      const turn = privateTop - 16;
      line(
        false,
        { x, y: privateTop },
        { x, y: turn },
        { x: through, y: turn },
      );
    }
  });
  line(
    false,
    { x: Math.min(...ends), y: bus },
    { x: Math.max(...ends), y: bus },
  );
  line(true, { x: gatewayX, y: bus }, { x: gatewayX, y: gatewayTop + 26 });
}
