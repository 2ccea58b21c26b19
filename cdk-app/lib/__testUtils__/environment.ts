import {
  blueprints,
  resolveSpec,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesizeEnvironment } from '../../synth/synthesizeEnvironment';

// As in production; synthesizeEnvironment.test.ts runs CDK's validation over every blueprint.
process.env.CDK_VALIDATION = 'false';

/** A resource in a template. */
export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A template as CloudFormation receives it. */
export interface TemplateBody {
  Metadata: Record<string, unknown>;
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

/** Overrides of a blueprint; identity has defaults, and `broadcast` gets the secrets it requires. */
export type Overrides = Partial<Omit<EnvironmentInput, 'blueprint'>>;

export function specOf(
  blueprint: BlueprintId,
  overrides: Overrides = {},
): EnvironmentSpec {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: blueprints[blueprint].homeRegions[0],
    owner: 'group:default/video',
    secrets: blueprints[blueprint].requiredSecrets && {
      database: 'streamflix/database',
      apiKeys: ['streamflix/api-keys'],
    },
    ...overrides,
    blueprint,
  });
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  return resolution.spec;
}

/** The template of an environment, exactly as it would be deployed. */
export const bodyOf = (
  blueprint: BlueprintId,
  overrides?: Overrides,
): TemplateBody =>
  JSON.parse(synthesizeEnvironment(specOf(blueprint, overrides)).template);

export const templateOf = (blueprint: BlueprintId, overrides?: Overrides) =>
  Template.fromJSON({ ...bodyOf(blueprint, overrides) });
