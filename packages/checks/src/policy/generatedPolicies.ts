import {
  blueprintIds,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  exampleSecrets,
  policySet,
  type PolicySetOptions,
} from '@streamflix/cli';
import type { Policies, PolicyStatement } from '@streamflix/local-aws';
import { boundaryName, executionRoleName } from './roleNames';

/** The account of local AWS. */
const account = '000000000000';

/** A blueprint, with values that differ from its defaults. */
export interface Choice {
  blueprint: BlueprintId;
  set?: string[];
}

/** The policies that `streamflix policy` generates for some blueprints, as one role would have them attached. */
export async function generatedPolicies(
  choices: readonly Choice[],
  options: PolicySetOptions = {},
): Promise<Policies> {
  const sets = await Promise.all(
    choices.map(({ blueprint, set }) =>
      policySet(blueprint, { account, set, ...options }),
    ),
  );
  const statements = (
    roleOf: (set: (typeof sets)[number]) => (typeof sets)[number]['execution'],
  ): PolicyStatement[] =>
    sets.flatMap(
      set => roleOf(set)?.statements.map(each => each.statement) ?? [],
    );
  return {
    portal: statements(({ portal }) => portal),
    execution: options.executionRole
      ? statements(({ execution }) => execution)
      : undefined,
    boundary: sets[0].boundary?.Statement,
  };
}

const known = new Map<boolean, Promise<Policies>>();

/** Every blueprint, and an environment that names existing secrets in a blueprint that needs none. */
const choices: readonly Choice[] = [
  ...blueprintIds.map(blueprint => ({ blueprint })),
  {
    blueprint: 'video-pipeline',
    set: [
      `secrets.database=${exampleSecrets.database}`,
      `secrets.apiKeys=${exampleSecrets.apiKeys.join(',')}`,
    ],
  },
];

/**
 * The policies of an installation with every blueprint and a staging bucket; with a permissions boundary if CloudFormation has a role
 * of its own.
 */
export function policiesOfInstallation(
  executionRole: boolean,
): Promise<Policies> {
  const found =
    known.get(executionRole) ??
    generatedPolicies(choices, {
      stagingBucket: 'templates-{account}-{region}',
      ...(executionRole && {
        permissionsBoundary: boundaryName,
        executionRole: executionRoleName,
      }),
    });
  known.set(executionRole, found);
  return found;
}
