import { Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Records on a resource why a cdk-nag finding about it is accepted.
 *
 * Only `yarn validate` runs cdk-nag; here it is not loaded, and the template does not change. It also refuses an acknowledgement
 * without a matching finding on the same resource.
 *
 * @param resource - an L1 construct, or a construct around one resource, such as a role
 * @param reasons - by the full id of the finding, such as `AwsSolutions-RDS11` or `AwsSolutions-IAM5[Resource::*]`: text for
 *   security reviewers of the platform
 */
export function acknowledge(
  resource: Construct,
  reasons: Readonly<Record<string, string>>,
): void {
  Validations.of(resource.node.defaultChild ?? resource).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id, reason })),
  );
}
