import {
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';

/**
 * A resource of an existing stack.
 *
 * @public
 */
export interface StackResource {
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
}

/** Lists the resources of a stack that have not been deleted. */
export async function readResources(
  client: CloudFormationClient,
  stackArn: string,
): Promise<StackResource[]> {
  const resources: StackResource[] = [];
  const pages = paginateListStackResources({ client }, { StackName: stackArn });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const summary of StackResourceSummaries) {
      if (summary.ResourceStatus === 'DELETE_COMPLETE') continue;
      resources.push({
        logicalId: summary.LogicalResourceId ?? '',
        physicalId: summary.PhysicalResourceId ?? '',
        type: summary.ResourceType ?? '',
        status: summary.ResourceStatus ?? '',
        reason: summary.ResourceStatusReason,
      });
    }
  }
  return resources;
}
