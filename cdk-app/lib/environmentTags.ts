import {
  layoutVersion,
  managedBy,
  stackTags,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/spec';

/**
 * Tags of the stack, which CloudFormation hands on to every resource that can carry tags.
 *
 * The first five are how environments are found again; the rest are for people and their bills.
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
