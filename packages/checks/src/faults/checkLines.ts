import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AttemptReport } from './AttemptReport';

/** `17/84 · DatabaseWriter · CREATE_COMPLETE · …` */
const shape = /^(\d+)\/(\d+) · (\S+) · ([A-Z_]+)( ·|$| \()/;

const ofStack = (event: StackEvent) =>
  event.PhysicalResourceId === event.StackId;

/** Events of creating and deleting a plan do not belong to an operation. */
const isOfPlan = (event: StackEvent) =>
  String(event.ResourceStatus) === 'REVIEW_IN_PROGRESS';

/**
 * Compares the progress lines with AWS's events: every event once, in order, none missing, no duplicate lines, correct n of m.
 *
 * @param happened - AWS's events during the attempt, oldest first, by stack
 * @param options.partlyReported - AWS may have done more than was reported, before and after
 * @returns what is wrong
 */
export function checkLines(
  {
    lines,
    planned,
    outcome,
  }: Pick<AttemptReport, 'lines' | 'planned' | 'outcome'>,
  happened: ReadonlyMap<string, readonly StackEvent[]>,
  options: { partlyReported?: boolean } = {},
): string[] {
  const wrong: string[] = [];
  const texts = lines.map(({ text }) => text);
  const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
  for (const text of new Set(twice)) wrong.push(`line reported twice: ${text}`);

  // A stack that was created and deleted only for a plan did nothing to any resource.
  const stacks = [...happened.values()]
    .filter(
      events =>
        !events.every(ofStack) ||
        events.some(({ EventId }) =>
          lines.some(({ eventId }) => eventId === EventId),
        ),
    )
    .map(events => events.filter(event => !isOfPlan(event)));
  const expected = stacks.flat();
  const steps = lines.map(({ text }) => {
    const [, done, total, id, status] = shape.exec(text) ?? [];
    return { text, done: Number(done), total: Number(total), id, status };
  });
  for (const { text, id } of steps) {
    if (!id) wrong.push(`line of another shape: ${text}`);
  }
  wrong.push(...checkOrder(steps, expected, options.partlyReported === true));
  wrong.push(...checkCount(steps, expected));
  const last = steps.at(-1);
  if (/^(created|updated|destroyed)$/.test(outcome) && last) {
    if (last.done !== last.total) wrong.push(`expects at ${last.text}`);
  }
  if (outcome === 'created' && planned !== undefined) {
    const off = steps.slice(-planned).filter(({ total }) => total !== planned);
    for (const { text } of off) {
      wrong.push(`m is not the plan's ${planned}: ${text}`);
    }
  }
  return wrong;
}

interface Step {
  text: string;
  done: number;
  total: number;
  id?: string;
  status?: string;
}

const nameOf = (event: StackEvent) =>
  `${event.LogicalResourceId} · ${event.ResourceStatus}`;

function checkOrder(
  steps: readonly Step[],
  expected: readonly StackEvent[],
  partlyReported: boolean,
): string[] {
  const reported = steps.map(({ id, status }) => `${id} · ${status}`);
  const done = expected.map(nameOf);
  // If AWS did more than was reported, the reported lines must still be contiguous.
  const start = partlyReported ? pieceWithin(done, reported) : 0;
  if (start < 0)
    return ['the reported events are not one contiguous part of AWS’s events'];
  for (const [index, line] of reported.entries()) {
    const event = done[start + index];
    if (line !== event) {
      return [
        `line ${index + 1} is ${line}, but AWS did ${event ?? 'nothing more'}`,
      ];
    }
  }
  const left = done.slice(start + reported.length);
  return partlyReported || left.length === 0
    ? []
    : [`${left.length} events were not reported, the first ${left[0]}`];
}

function pieceWithin(all: readonly string[], piece: readonly string[]): number {
  for (let at = 0; at + piece.length <= all.length; at++) {
    if (piece.every((each, index) => each === all[at + index])) return at;
  }
  return -1;
}

const restoredOrRecreated =
  /^(ROLLBACK_IN_PROGRESS|UPDATE_ROLLBACK_IN_PROGRESS|DELETE_IN_PROGRESS|CREATE_IN_PROGRESS|UPDATE_IN_PROGRESS)$/;

/** n never exceeds m, and decreases only when the stack rolls back or starts another operation. */
function checkCount(
  steps: readonly Step[],
  expected: readonly StackEvent[],
): string[] {
  const stackNames = new Set(
    expected.filter(ofStack).map(event => event.LogicalResourceId),
  );
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const turns =
      stackNames.has(step.id) && restoredOrRecreated.test(step.status ?? '');
    const wrong = [];
    if (step.done > step.total) wrong.push(`n passes m: ${step.text}`);
    if (before && step.done < before.done && !turns) {
      wrong.push(`n falls after ${before.text}: ${step.text}`);
    }
    return wrong;
  });
}
