import {
  paginateDescribeEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';

/** What CloudFormation's pre-deployment validation holds against a resource. */
export interface Finding {
  logicalId: string;
  type: string;
  /** In AWS's words. */
  reason: string;
  /** Of the property, such as `/Resources/Stream/Properties/Name`; undefined when it is about the resource as a whole. */
  path?: string;
}

/**
 * Why pre-deployment validation failed a change set, whose own reason names only the validation. To be read before the
 * change set is deleted.
 *
 * Source: CloudFormation User Guide, Validate stack deployments.
 *
 * @param changeSetArn - by its name alone AWS does not find it
 * @throws the SDK's error
 */
export async function readFindings(
  client: CloudFormationClient,
  changeSetArn: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { OperationEvents = [] } of paginateDescribeEvents(
    { client },
    { ChangeSetName: changeSetArn, Filters: { FailedEvents: true } },
  )) {
    for (const event of OperationEvents) {
      const { LogicalResourceId: logicalId = '', ResourceType = '' } = event;
      const { ValidationStatusReason: reason, ValidationPath } = event;
      // A validation that only warns has failed nothing.
      if (!reason || event.ValidationFailureMode === 'WARN') continue;
      const path =
        ValidationPath === `/Resources/${logicalId}`
          ? undefined
          : ValidationPath;
      findings.push({ logicalId, type: ResourceType, reason, path });
    }
  }
  return findings;
}
