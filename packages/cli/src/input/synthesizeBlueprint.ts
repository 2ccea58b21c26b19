import {
  blueprintIds,
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  RefusedError,
  synthesize,
} from '@streamflix/backstage-plugin-streamflix-node';
import { readInput } from './readInput';

/**
 * Names that replace missing secrets of a blueprint; their values are never read.
 *
 * @public
 */
export const exampleSecrets = {
  database: 'streamflix/database',
  apiKeys: ['streamflix/api-keys'],
};

/** @public */
export interface BlueprintFlags {
  suffix?: string;
  region?: string;
  account?: string;
  /** `path=value` */
  set?: string[];
  /** Name, with its path, of the managed policy that limits every role; none by default. */
  permissionsBoundary?: string;
}

/** @public */
export interface BlueprintTemplate {
  spec: EnvironmentSpec;
  templateBody: string;
  /** Whether `exampleSecrets` replace missing secrets. */
  secretsAreExamples: boolean;
}

const isBlueprint = (id: string): id is BlueprintId =>
  blueprintIds.some(known => known === id);

/**
 * Synthesizes the template of a blueprint with overrides, in the forked child that also serves the backend.
 *
 * The environment's identity does not matter here and has defaults; required secrets are `exampleSecrets` unless named.
 *
 * @throws RefusedError with every problem of the input
 * @public
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
