import {
  resolveSpec,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';

/** The input of every measurement: the largest blueprint with its defaults. */
export const benchInput = (suffix: string) => ({
  suffix,
  region: 'eu-west-2',
  blueprint: 'complete' as const,
  owner: 'group:default/video',
});

/** The resulting specification. */
export function benchSpec(suffix: string): EnvironmentSpec {
  const resolution = resolveSpec(benchInput(suffix));
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  return resolution.spec;
}
