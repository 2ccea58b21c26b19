import {
  layoutVersion,
  managedBy,
  stackTags,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';

/**
 * Tags of the stack, which CloudFormation applies to every resource that supports tags.
 *
 * The first five identify environments; the others are for users and cost allocation.
 */
export const environmentTags = (
  spec: EnvironmentSpec,
): Record<string, string> => ({
  [stackTags.suffix]: spec.suffix,
  [stackTags.blueprint]: spec.blueprint,
  [stackTags.version]: layoutVersion,
  [stackTags.owner]: spec.owner,
  [stackTags.managedBy]: managedBy,
  Environment: spec.suffix,
  Owner: spec.owner,
  CostCenter: spec.costCenter,
  Blueprint: spec.blueprint,
  Version: layoutVersion,
  ManagedBy: managedBy,
  ...spec.tags,
});
