import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { Attempt } from './Scenario';
import { region } from './Stage';

/** A worker, a database, a stream: 52 resources. It reads secrets by name, so that there is something to give away. */
const running: Omit<EnvironmentInput, 'suffix'> = {
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
  secrets: {
    database: 'streamflix/database',
    apiKeys: ['streamflix/api-keys'],
  },
};

/** Touches the stream and the database in place, and replaces the task definition of the worker. */
const changed: Partial<EnvironmentInput> = {
  stream: { shards: 4 },
  database: { maxCapacity: 4 },
  worker: { cpu: 1024, memory: 2048 },
};

/** What a person asks for in an attempt. */
export const inputOf = (
  suffix: string,
  { do: wish, input }: Pick<Attempt, 'do' | 'input'>,
): EnvironmentInput => ({
  suffix,
  ...running,
  ...(wish === 'change' ? changed : {}),
  ...input,
});
