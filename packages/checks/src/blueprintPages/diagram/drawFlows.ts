import { internet, type Flow } from './Architecture';
import { write } from './drawPart';
import type { Drawing, Point, Text } from './Drawing';
import {
  internetBar,
  leftTrunk,
  rightTrunk,
  size,
  type PlacedPart,
} from './grid';

type Places = ReadonlyMap<string, PlacedPart>;

const middle = ({ y, height }: PlacedPart) => y + height / 2;

/** A trunk from a task along one side, with a branch to each part it uses there. */
function drawTrunk(
  drawing: Drawing,
  by: 'service' | 'worker',
  side: 'left' | 'right',
  from: PlacedPart,
  branches: { label: string; to: PlacedPart }[],
): void {
  if (branches.length === 0) return;
  const x = (side === 'left' ? leftTrunk : rightTrunk)[by];
  const start = middle(from);
  // The service's branch ends above the worker's.
  const ends = branches.map(
    ({ to }) => to.y + to.height * (by === 'service' ? 0.36 : 0.72),
  );
  const reach = [...ends, start];
  const line = (arrow: boolean, ...points: Point[]) =>
    drawing.lines.push({ points, arrow, look: by });
  line(
    false,
    { x: side === 'left' ? from.x : from.x + from.width, y: start },
    { x, y: start },
  );
  line(false, { x, y: Math.min(...reach) }, { x, y: Math.max(...reach) });
  branches.forEach(({ label, to }, index) => {
    const y = ends[index];
    line(true, { x, y }, { x: to.x, y });
    write(drawing, label, to.x - 16, y - 5, {
      size: size.small,
      anchor: 'end',
      look: by,
    });
  });
}

/** Incoming requests, and alarms to the topic: from box to box. */
function drawStep(drawing: Drawing, flow: Flow, places: Places): void {
  const from = places.get(flow.from);
  const to = places.get(flow.to);
  if (!to) return;
  const line = (...points: Point[]) =>
    drawing.lines.push({ points, arrow: true, look: flow.by });
  const label = (x: number, y: number, anchor: Text['anchor']) => {
    if (!flow.label) return;
    write(drawing, flow.label, x, y, {
      size: size.small,
      anchor,
      look: flow.by,
    });
  };
  if (flow.from === internet) {
    const x = to.x + 250;
    line({ x, y: internetBar.y + internetBar.height }, { x, y: to.y });
    label(x - 7, to.y - 12, 'end');
  } else if (from?.part.place.kind === 'front') {
    const x = leftTrunk.request;
    const y = middle(to);
    line({ x, y: from.y + from.height }, { x, y }, { x: to.x, y });
    label(to.x - 16, y - 5, 'end');
  } else if (from) {
    const x = to.x + 60;
    line({ x, y: from.y + from.height }, { x, y: to.y });
    label(x + 8, to.y - 9, 'start');
  }
}

/** Draws all flows between the laid out parts. */
export function drawFlows(
  drawing: Drawing,
  flows: readonly Flow[],
  places: Places,
): void {
  for (const flow of flows) {
    if (flow.by === 'request' || flow.by === 'alarm') {
      drawStep(drawing, flow, places);
    }
  }
  for (const by of ['service', 'worker'] as const) {
    const own = flows.filter(flow => flow.by === by);
    const from = places.get(own[0]?.from);
    if (!from) continue;
    const branches = own.flatMap(({ label, to: id }) => {
      const to = places.get(id);
      return to ? [{ label, to }] : [];
    });
    for (const side of ['left', 'right'] as const) {
      drawTrunk(
        drawing,
        by,
        side,
        from,
        branches.filter(
          ({ to }) => (to.part.place.kind === 'region') === (side === 'right'),
        ),
      );
    }
  }
}
