import {
  blueprints,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  checkAccount,
  deployEnvironment,
  destroyEnvironment,
  discardPlan,
  listDeletedStacks,
  listEnvironments,
  listEvents,
  listSecretNames,
  planEnvironment,
  readLogGroups,
  readLogs,
  readOffers,
  readSnapshots,
  readStack,
  readTemplate,
  TerminalAuthorizer,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { account, ScenarioAws } from '../faults/ScenarioAws';
import type { Exercise } from './Exercise';
import { allowedImages } from './policiesOf';

/** A secret that exists, in addition to those of local AWS. */
export const anotherSecret = 'streamflix/more-keys';

type Values = Partial<EnvironmentInput>;

/** Everything a portal reads of an account and of an environment. */
async function readAll(access: AwsAccess, ref: EnvironmentRef) {
  const found: unknown[] = [
    await checkAccount(access, ref, {
      environments: 1,
      describeError: error => error.message,
    }),
    await readOffers(access, ref),
    await listSecretNames(access, ref),
    await listDeletedStacks(access, ref, new Date(0)),
  ];
  const { items } = await listEnvironments(access, {
    targets: [ref],
  });
  found.push(await readSnapshots(access, ref, items));
  for (const environment of items) {
    const groups = await readLogGroups(access, environment);
    for (const source of ['service', 'worker', 'api'] as const) {
      if (!groups[source]) continue;
      found.push(await readLogs(access, environment, source, groups));
    }
    found.push(await listEvents(access, environment));
    found.push(await readStack(access, environment.ref));
    found.push(await readTemplate(access, environment));
  }
  return found;
}

/** What a result reports as denied: what only degrades when AWS denies it does not throw. */
const denials = (results: unknown): string[] =>
  JSON.stringify(results).match(
    /[^"]*(AWS denies|not authorized to perform)[^"]*/g,
  ) ?? [];

async function live(
  access: AwsAccess,
  input: EnvironmentInput,
  change: Values,
): Promise<string[]> {
  const ref = { account, region: input.region, suffix: input.suffix };
  const authorizer = new TerminalAuthorizer(access, ref);
  const plan = {
    input,
    token: 'review',
    purpose: 'review',
    authorizer,
  } as const;
  const results: unknown[] = [await planEnvironment(access, plan)];
  await discardPlan(access, { ref, ...plan });
  for (const [token, values] of [
    ['create', { deletionProtection: true }],
    ['change', { ...change, deletionProtection: false }],
  ] as const) {
    const deployed = await deployEnvironment(access, {
      input: { ...input, ...values },
      token,
      authorizer,
    });
    results.push(deployed);
    if (!/^(created|updated)$/.test(deployed.outcome)) {
      return [deployed.message];
    }
    results.push(await readAll(access, ref));
  }
  const destroyed = await destroyEnvironment(access, {
    ref,
    token: 'destroy',
    authorizer,
  });
  return destroyed.outcome === 'destroyed'
    ? denials(results)
    : [destroyed.message];
}

const pathsOf = (values: object, prefix = ''): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? pathsOf(value, `${prefix}${name}.`)
      : [`${prefix}${name}=${value}`],
  );

/** An environment of a blueprint is planned, created, read, changed with all its tags, and destroyed. */
export function lifeCycle(
  blueprint: BlueprintId,
  values: Values = {},
  change: Values = {},
): Exercise {
  const set = pathsOf(values);
  return {
    name: `plan, create, read, change and destroy ${[blueprint, ...set].join(
      ' ',
    )}`,
    choice: { blueprint, set },
    async run(options) {
      const { onlyRegions } = blueprints[blueprint];
      const region = onlyRegions?.regions[0] ?? 'eu-central-1';
      const scenarioAws = await ScenarioAws.start(
        { secrets: [anotherSecret] },
        { word: 'w', ...options },
      );
      try {
        const access = scenarioAws.access({ images: { allow: allowedImages } });
        const owner = 'group:default/video';
        const input = { suffix: 'abc', region, blueprint, owner, ...values };
        return await live(access, input, {
          owner: 'group:default/content',
          ...change,
        });
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      } finally {
        await scenarioAws.stop();
      }
    },
  };
}
