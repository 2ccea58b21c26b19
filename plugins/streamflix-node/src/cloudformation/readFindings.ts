import {
  paginateDescribeEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';

/** A problem that CloudFormation's pre-deployment validation found in a resource. */
export interface Finding {
  logicalId: string;
  type: string;
  /** As AWS reports it. */
  reason: string;
  /** Path of the property, such as `/Resources/Stream/Properties/Name`; undefined when it is about the whole resource. */
  path?: string;
}

/**
 * Reads why pre-deployment validation failed a change set; the change set's own reason names only the validation. Call it before
 * the change set is deleted.
 *
 * Source: CloudFormation User Guide, Validate stack deployments.
 *
 * @param changeSetArn - AWS does not find it by name
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
      // A validation in mode WARN does not fail a change set.
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
