import { iamPath } from '@streamflix/backstage-plugin-streamflix-common/spec';
import {
  AspectPriority,
  Aspects,
  CfnResource,
  Fn,
  type IAspect,
  type Stack,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Types of IAM that have a path; those that act have a boundary too. Source: CloudFormation's resource reference, "IAM". */
const bounded: ReadonlyMap<string, { hasBoundary: boolean }> = new Map([
  ['AWS::IAM::Role', { hasBoundary: true }],
  ['AWS::IAM::User', { hasBoundary: true }],
  ['AWS::IAM::ManagedPolicy', { hasBoundary: false }],
  ['AWS::IAM::Group', { hasBoundary: false }],
  ['AWS::IAM::InstanceProfile', { hasBoundary: false }],
]);

/**
 * Puts everything of IAM in a stack under the path of the platform, and bounds whatever can act. By type and not where each role is
 * made, so that a role that is added later cannot miss it.
 *
 * @param boundary - name of a managed policy of the environment's account, with its path: `platform/streamflix-boundary`
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
