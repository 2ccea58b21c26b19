import { families } from '../faults/families';
import { runScenario } from '../faults/runScenario';
import type { Choice } from '../policy/generatedPolicies';
import type { Exercise } from './Exercise';
import { anotherSecret, lifeCycle } from './lifeCycle';

const secrets = {
  database: 'streamflix/database',
  apiKeys: ['streamflix/api-keys'],
};

const named = [
  `secrets.database=${secrets.database}`,
  `secrets.apiKeys=${secrets.apiKeys}`,
];

/** A scenario of `yarn faults`, with its checks. */
function scenario(
  name: string,
  choice: Choice = { blueprint: 'video-pipeline', set: named },
): Exercise {
  const found = families
    .flatMap(({ scenarios }) => scenarios)
    .find(each => each.name === name);
  if (!found) throw new Error(`There is no scenario "${name}".`);
  return {
    name,
    choice,
    async run(options) {
      const { wrong } = await runScenario(found, {
        seed: 1,
        profile: '',
        executionRole: false,
        ...options,
      });
      return wrong;
    },
  };
}

/** What environments and the portal need of AWS. */
export const exercises: readonly Exercise[] = [
  lifeCycle('media-processing', {}, { stream: { shards: 2 } }),
  lifeCycle(
    'content-delivery',
    {
      service: {
        image:
          '000000000000.dkr.ecr.eu-central-1.amazonaws.com/streamflix/content:1.0-amd64',
      },
    },
    { network: { nat: 'single' } },
  ),
  lifeCycle(
    'video-pipeline',
    { secrets },
    {
      worker: { maxTasks: 12 },
      secrets: { ...secrets, apiKeys: [...secrets.apiKeys, anotherSecret] },
    },
  ),
  lifeCycle('broadcast', { secrets }, { service: { maxTasks: 12 } }),
  lifeCycle('complete', {}, { worker: { maxTasks: 12 } }),
  scenario('cancelled during a change'),
  scenario('a plan that was not executed is deleted by the next deployment'),
  scenario(
    'a failed rollback is continued by the next deployment, which then makes its change',
  ),
  scenario('the failed stack of a protected creation is destroyed'),
  scenario('the template is too large and goes through the bucket', {
    blueprint: 'complete',
    set: named,
  }),
  scenario(
    'the container of a worker exits repeatedly, which no circuit breaker sees: it is reported, and cancelled',
  ),
];
