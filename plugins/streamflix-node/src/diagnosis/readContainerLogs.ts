import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { printable } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../aws/AwsAccess';
import type { ContainerLog } from '../aws/ContainerLogs';
import { hideSecrets } from './hideSecrets';
import type { FailedTask } from './readStoppedTasks';

/** What is read and shown of a container's log. */
const limits = { lines: 20, charactersPerLine: 300, characters: 4_000 };

/** The last lines within the limits, oldest first. */
function lastLines(messages: readonly string[]): string[] {
  const lines = messages
    .flatMap(message => message.split(/\r?\n/))
    .filter(line => line.trim())
    // Hiding takes time for each line, so only for those that are shown.
    .slice(-limits.lines)
    .map(line =>
      hideSecrets(printable(line.slice(0, 4 * limits.charactersPerLine)))
        .slice(0, limits.charactersPerLine)
        .trimEnd(),
    )
    .filter(Boolean);
  return withinCharacters(lines);
}

/** The last of the lines that together stay within the limit. */
function withinCharacters(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let characters = 0;
  for (const line of [...lines].reverse()) {
    characters += line.length;
    if (characters > limits.characters) break;
    kept.unshift(line);
  }
  return kept;
}

const isMissing = (error: unknown) =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

/**
 * The last lines of the logs of a failed task's containers, from the log group that its task definition names. A container that
 * never ran has none.
 *
 * @throws AwsError, or the SDK's error
 */
export async function readContainerLogs(
  { ecs, logs }: Pick<AwsClients, 'ecs' | 'logs'>,
  { id, taskDefinition, containers }: FailedTask,
): Promise<ContainerLog[]> {
  if (!taskDefinition || containers.length === 0) return [];
  const { taskDefinition: found } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
  );
  const read = async (name: string): Promise<ContainerLog[]> => {
    const { logConfiguration } =
      found?.containerDefinitions?.find(one => one.name === name) ?? {};
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } =
      logConfiguration?.options ?? {};
    if (logConfiguration?.logDriver !== 'awslogs' || !group || !prefix) {
      return [];
    }
    try {
      const { events = [] } = await logs.send(
        new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: `${prefix}/${name}/${id}`,
          limit: limits.lines,
          startFromHead: false,
        }),
      );
      const lines = lastLines(events.map(({ message = '' }) => message));
      return lines.length > 0 ? [{ container: name, lines }] : [];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  };
  return (await Promise.all(containers.map(read))).flat();
}
