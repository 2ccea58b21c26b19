import {
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';

/** What a blueprint creates with its defaults, or why a region lacks it. */
export interface DefaultSpec {
  id: BlueprintId;
  spec?: EnvironmentSpec;
  problems: Problem[];
}

/** Every blueprint with its defaults, as a new environment of a region; secrets are named, but not read. */
export const defaultSpecs = (region: string): DefaultSpec[] =>
  Object.values(blueprints).map(({ id, requiredSecrets }) => {
    const resolution = resolveSpec({
      suffix: 'doctor',
      region,
      owner: 'group:default/platform',
      blueprint: id,
      secrets: requiredSecrets && {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    });
    return resolution.ok
      ? { id, spec: resolution.spec, problems: [] }
      : { id, problems: resolution.problems };
  });
