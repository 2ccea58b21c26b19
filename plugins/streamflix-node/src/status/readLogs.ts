import {
  FilterLogEventsCommand,
  type CloudWatchLogsClient,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { NotFoundError } from '@backstage/errors';
import {
  printable,
  type EnvironmentLogs,
  type LogLine,
  type LogSource,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { readResources } from '../cloudformation/readResources';
import type { ListedEnvironment } from '../cloudformation/stackFacts';
import { hideSecrets } from '../diagnosis/hideSecrets';

const groupIds: Record<LogSource, string> = {
  service: 'ServiceLogs',
  worker: 'WorkerLogs',
  api: 'ApiLogs',
};

/** Minutes to look back. CloudWatch Logs returns the oldest lines first, so a long time is only searched if there is little in a short one. */
const windows = [1, 10, 120, 24 * 60];

/** Lines after which no longer time is searched. */
const minLines = 100;

const limits = { lines: 200, charactersPerLine: 1_000, pages: 3 };

/**
 * Names of the log groups of an environment's stack by source.
 *
 * @throws AwsError
 * @public
 */
export async function readLogGroups(
  access: AwsAccess,
  { ref, stack }: ListedEnvironment,
): Promise<Partial<Record<LogSource, string>>> {
  const { cloudFormation } = await access.clients(ref);
  const resources = await readResources(cloudFormation, stack.stackArn);
  const nameOf = (logicalId: string) =>
    resources.find(resource => resource.logicalId === logicalId)?.physicalId ||
    undefined;
  return {
    service: nameOf(groupIds.service),
    worker: nameOf(groupIds.worker),
    api: nameOf(groupIds.api),
  };
}

/** The lines of one event. They are cut after secrets are hidden: half of one might not look like one. */
const toLines = ({
  timestamp = 0,
  logStreamName = '',
  message = '',
}: FilteredLogEvent): LogLine[] =>
  message
    .split(/\r?\n/)
    .map(line =>
      hideSecrets(printable(line.slice(0, 4 * limits.charactersPerLine)))
        .slice(0, limits.charactersPerLine)
        .trimEnd(),
    )
    .filter(Boolean)
    .map(text => ({
      at: new Date(timestamp).toISOString(),
      stream: printable(logStreamName),
      text,
    }));

async function readWindow(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  since: Date,
): Promise<{ events: FilteredLogEvent[]; isPartial: boolean }> {
  const found: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < limits.pages; page += 1) {
    const answer = await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        startTime: since.getTime(),
        nextToken,
      }),
    );
    found.push(...(answer.events ?? []));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return { events: found, isPartial: nextToken !== undefined };
}

const isMissing = (error: unknown) =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

/**
 * The last lines of a log group, of at most 24 hours.
 *
 * @param groups - from `readLogGroups`
 * @throws NotFoundError when the environment has no such log; AwsError
 * @public
 */
export async function readLogs(
  access: AwsAccess,
  { ref }: ListedEnvironment,
  source: LogSource,
  groups: Partial<Record<LogSource, string>>,
): Promise<EnvironmentLogs> {
  const group = groups[source];
  if (!group) {
    throw new NotFoundError(
      `The environment ${ref.suffix} has no log of this kind.`,
    );
  }
  const { logs } = await access.clients(ref);
  const now = Date.now();
  let latest: EnvironmentLogs | undefined;
  for (const minutes of windows) {
    const since = new Date(now - minutes * 60_000);
    try {
      const { events, isPartial } = await readWindow(logs, group, since);
      // A longer time has more than can be read: the lines of the shorter one are the last.
      if (isPartial && latest) return latest;
      latest = {
        source,
        lines: events.flatMap(toLines).slice(-limits.lines),
        since: since.toISOString(),
        isPartial,
        readAt: new Date(now).toISOString(),
      };
      if (isPartial || latest.lines.length >= minLines) return latest;
    } catch (error) {
      // The group is being created or deleted.
      if (!isMissing(error)) throw error;
    }
  }
  return (
    latest ?? {
      source,
      lines: [],
      since: new Date(now).toISOString(),
      isPartial: false,
      readAt: new Date(now).toISOString(),
    }
  );
}
