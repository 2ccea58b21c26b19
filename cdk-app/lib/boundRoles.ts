import { iamPath } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  AspectPriority,
  Aspects,
  CfnResource,
  Fn,
  type IAspect,
  type Stack,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** IAM types that have a path; those that can act also have a boundary. Source: CloudFormation's resource reference, "IAM". */
const bounded: ReadonlyMap<string, { hasBoundary: boolean }> = new Map([
  ['AWS::IAM::Role', { hasBoundary: true }],
  ['AWS::IAM::User', { hasBoundary: true }],
  ['AWS::IAM::ManagedPolicy', { hasBoundary: false }],
  ['AWS::IAM::Group', { hasBoundary: false }],
  ['AWS::IAM::InstanceProfile', { hasBoundary: false }],
]);

/**
 * Puts all IAM resources of a stack under the platform's path, and sets the boundary of all that can act. It works by type and
 * not where each role is created, so that it also covers roles added later.
 *
 * @param boundary - name of a managed policy in the environment's account, with its path: `platform/streamflix-boundary`
 */
export function boundRoles(stack: Stack, boundary?: string): void {
  const boundaryArn =
    boundary &&
    Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${boundary}`);
  const aspect: IAspect = {
    visit(node: IConstruct) {
      if (!CfnResource.isCfnResource(node)) return;
      const rule = bounded.get(node.cfnResourceType);
      if (!rule) return;
      node.addPropertyOverride('Path', iamPath);
      if (rule.hasBoundary && boundaryArn) {
        node.addPropertyOverride('PermissionsBoundary', boundaryArn);
      }
    },
  };
  Aspects.of(stack).add(aspect, { priority: AspectPriority.MUTATING });
}
