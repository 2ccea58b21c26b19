import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError } from '@backstage/errors';
import {
  type LogLine,
  type LogSource,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  findEnvironment,
  readLogGroups,
  readLogs,
} from '@streamflix/backstage-plugin-streamflix-node';
import {
  resolveEnvironment,
  type TargetFlags,
} from '../aws/resolveEnvironment';
import { noteLocalAws } from '../terminal/noteLocalAws';
import type { Terminal } from '../terminal/Terminal';
import { untilInterrupted } from '../terminal/untilInterrupted';

/** Milliseconds between two readings of a log that is followed. */
const interval = 2_000;

const describeLine = ({ at, stream, text }: LogLine) =>
  `${at}  ${stream}  ${text}`;

/** Whether a line was not printed before; each is only once. */
const isNewTo = (printed: Set<string>) => (line: LogLine) => {
  const key = describeLine(line);
  const isNew = !printed.has(key);
  printed.add(key);
  return isNew;
};

/** Prints the last lines of a log, and with `--follow` new ones until the user interrupts. */
export async function logs(
  terminal: Terminal,
  flags: TargetFlags & { json?: boolean; source: LogSource; follow?: boolean },
): Promise<number> {
  const { source, follow, json } = flags;
  const { access, ref } = await resolveEnvironment(flags);
  const environment = await findEnvironment(access, ref);
  if (!environment) {
    throw new NotFoundError(
      `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}.`,
    );
  }
  if (!json) await noteLocalAws(terminal, access);
  const groups = await readLogGroups(access, environment);
  const read = () => readLogs(access, environment, source, groups);
  const print = (lines: readonly LogLine[]) =>
    lines.forEach(line =>
      terminal.result(json ? JSON.stringify(line) : describeLine(line)),
    );
  if (!follow) {
    const found = await read();
    if (found.isPartial) {
      terminal.note(
        'There was too much to read: the last lines may be missing.',
      );
    }
    if (found.lines.length === 0) {
      terminal.note(`No line since ${found.since}.`);
    }
    print(found.lines);
    return 0;
  }
  await untilInterrupted(terminal, 'No longer followed.', async signal => {
    const printed = new Set<string>();
    while (!signal.aborted) {
      const { lines } = await read();
      print(lines.filter(isNewTo(printed)));
      await sleep(interval, undefined, { signal }).catch(() => {});
    }
  });
  return 0;
}
