import type { ContainerLog } from '@streamflix/backstage-plugin-streamflix-node';

/** Formats the last lines of failed containers. */
export const describeContainerLogs = (
  logs: readonly ContainerLog[],
): string[] =>
  logs.flatMap(({ container, lines }) => [
    `Last lines of the log of container ${container}:`,
    ...lines.map(line => `  ${line}`),
  ]);
