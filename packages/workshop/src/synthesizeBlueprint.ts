import {
  blueprintIds,
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  readInput,
  RefusedError,
  synthesize,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Names that stand in where a blueprint must be given secrets; no value of theirs is ever asked for. */
export const exampleSecrets = {
  database: 'streamflix/database',
  apiKeys: ['streamflix/api-keys'],
};

export interface BlueprintFlags {
  suffix?: string;
  region?: string;
  account?: string;
  /** `path=value` */
  set?: string[];
  /** Name, with its path, of the managed policy that limits every role; none by default. */
  permissionsBoundary?: string;
}

export interface BlueprintTemplate {
  spec: EnvironmentSpec;
  templateBody: string;
  /** Whether `exampleSecrets` stand in for secrets nobody named. */
  secretsAreExamples: boolean;
}

const isBlueprint = (id: string): id is BlueprintId =>
  blueprintIds.some(known => known === id);

/**
 * The template of a blueprint with what differs from it, from the forked child that also serves the backend.
 *
 * Identity is of no importance here and has defaults; secrets a blueprint insists on are `exampleSecrets` unless named.
 *
 * @throws RefusedError with every problem of what was typed
 */
export async function synthesizeBlueprint(
  id: string,
  { permissionsBoundary, ...flags }: BlueprintFlags = {},
): Promise<BlueprintTemplate> {
  const typed = readInput({ ...flags, blueprint: id });
  const blueprint = isBlueprint(id) ? blueprints[id] : undefined;
  const needsSecrets =
    blueprint?.requiredSecrets !== undefined && typed.secrets === undefined;
  const { suffix, region, owner } = typed;
  const resolution = resolveSpec({
    ...typed,
    suffix: suffix ?? 'demo',
    region: region ?? blueprint?.homeRegions[0] ?? 'eu-west-2',
    owner: owner ?? 'group:default/streamflix',
    secrets: needsSecrets ? exampleSecrets : typed.secrets,
  });
  if (!resolution.ok) throw new RefusedError(resolution.problems);
  const { templateBody } = await synthesize(resolution.spec, {
    permissionsBoundary,
  });
  return {
    spec: resolution.spec,
    templateBody,
    secretsAreExamples: needsSecrets,
  };
}
