import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  environmentResourceType,
  type EnvironmentFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { z } from 'zod/v4';

/**
 * A condition as a filter: the value of the key must be one of the given ones.
 *
 * @public
 */
export interface EnvironmentFilter {
  key: 'account' | 'blueprint' | 'owner' | 'region';
  values: string[];
}

/**
 * Existing or requested environments, as the permission framework knows them.
 *
 * @public
 */
export const environmentResourceRef = createPermissionResourceRef<
  EnvironmentFacts,
  EnvironmentFilter
>().with({ pluginId: 'streamflix', resourceType: environmentResourceType });

const lower = (text: string) => text.toLocaleLowerCase('en-US');

const matches = (
  environment: EnvironmentFacts,
  { key, values }: EnvironmentFilter,
) => {
  const value = environment[key];
  return value !== undefined && values.map(lower).includes(lower(value));
};

function createEnvironmentRule<Name extends string>(
  name: Name,
  description: string,
  key: EnvironmentFilter['key'],
  parameter: string,
) {
  return createPermissionRule({
    name,
    description,
    resourceRef: environmentResourceRef,
    paramsSchema: z.object({
      values: z.array(z.string()).describe(parameter),
    }),
    apply: (environment: EnvironmentFacts, { values }) =>
      matches(environment, { key, values }),
    toQuery: ({ values }): EnvironmentFilter => ({ key, values }),
  });
}

/**
 * The owner is among the user's claims, as in the catalog's rule of this name.
 *
 * @public
 */
export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow environments of these owners',
  resourceRef: environmentResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity references, such as the ownership claims of the user'),
  }),
  apply: (environment: EnvironmentFacts, { claims }) =>
    matches(environment, { key: 'owner', values: claims }),
  toQuery: ({ claims }): EnvironmentFilter => ({
    key: 'owner',
    values: claims,
  }),
});

/**
 * Rules a policy can use as conditions, for existing and for requested environments.
 *
 * @public
 */
export const environmentRules = [
  isOwner,
  createEnvironmentRule(
    'HAS_BLUEPRINT',
    'Allow environments of these blueprints',
    'blueprint',
    'Blueprints, such as complete',
  ),
  createEnvironmentRule(
    'IS_IN_REGION',
    'Allow environments in these regions',
    'region',
    'AWS regions, such as eu-west-2',
  ),
  createEnvironmentRule(
    'IS_IN_ACCOUNT',
    'Allow environments in these accounts',
    'account',
    'AWS account ids of twelve digits',
  ),
];
