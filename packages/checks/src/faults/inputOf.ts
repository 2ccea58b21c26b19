import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { Attempt } from './Scenario';
import { region } from './ScenarioAws';

/** A worker, a database, a stream: 52 resources. It reads secrets by name, so that disclosures can be detected. */
const running: Omit<EnvironmentInput, 'suffix'> = {
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
  secrets: {
    database: 'streamflix/database',
    apiKeys: ['streamflix/api-keys'],
  },
};

/** Updates the stream and the database in place, and replaces the worker's task definition. */
const changed: Partial<EnvironmentInput> = {
  stream: { shards: 4 },
  database: { maxCapacity: 4 },
  worker: { cpu: 1024, memory: 2048 },
};

/** The input of an attempt. */
export const inputOf = (
  suffix: string,
  { do: operation, input }: Pick<Attempt, 'do' | 'input'>,
): EnvironmentInput => ({
  suffix,
  ...running,
  ...(operation === 'change' ? changed : {}),
  ...input,
});
