import { Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Says beside a resource why a finding of cdk-nag about it is accepted.
 *
 * `yarn validate` runs cdk-nag; here it is neither loaded nor needed, and the template stays the same. An acknowledgement of
 * what is not found, or not at this very resource, is refused there as well.
 *
 * @param resource - plain, or a construct around one resource, such as a role
 * @param reasons - by the whole id of the finding, such as `AwsSolutions-RDS11` or `AwsSolutions-IAM5[Resource::*]`: sentences
 *   for those who review the platform's security
 */
export function acknowledge(
  resource: Construct,
  reasons: Readonly<Record<string, string>>,
): void {
  Validations.of(resource.node.defaultChild ?? resource).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id, reason })),
  );
}
