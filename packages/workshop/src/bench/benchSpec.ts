import {
  resolveSpec,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';

/** What is asked for in every measurement: the largest blueprint, as it comes. */
export const benchInput = (suffix: string) => ({
  suffix,
  region: 'eu-west-2',
  blueprint: 'complete' as const,
  owner: 'group:default/bench',
});

/** The same, completed. */
export function benchSpec(suffix: string): EnvironmentSpec {
  const resolution = resolveSpec(benchInput(suffix));
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  return resolution.spec;
}
