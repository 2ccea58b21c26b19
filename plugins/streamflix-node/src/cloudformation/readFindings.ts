import {
  paginateDescribeEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { printable } from '@streamflix/backstage-plugin-streamflix-common';
import { withoutCaller } from './withoutCaller';

/** A problem that CloudFormation's pre-deployment validation found in a resource. */
export interface Finding {
  logicalId: string;
  type: string;
  /** As AWS reports it, without the caller's identity. */
  reason: string;
  /** Path of the property, such as `/Resources/Stream/Properties/Name`; undefined when it is about the whole resource. */
  path?: string;
  /** `WARN`: CloudFormation executes the change set, and the deployment may fail, such as at a quota. */
  mode: 'FAIL' | 'WARN';
}

/**
 * Reads what pre-deployment validation found in a change set; its own reason names only the validation, and not what AWS warns of.
 * Call it before the change set is deleted.
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
    // Without a filter: AWS does not document whether a warning counts as a failed event.
    { ChangeSetName: changeSetArn },
  )) {
    for (const event of OperationEvents) {
      const { LogicalResourceId: logicalId = '', ResourceType = '' } = event;
      const { ValidationStatusReason: reason, ValidationPath } = event;
      if (!reason || event.EventType !== 'VALIDATION_ERROR') continue;
      const path =
        ValidationPath === `/Resources/${logicalId}`
          ? undefined
          : ValidationPath;
      findings.push({
        logicalId,
        type: ResourceType,
        reason: withoutCaller(printable(reason)),
        path,
        mode: event.ValidationFailureMode === 'WARN' ? 'WARN' : 'FAIL',
      });
    }
  }
  return findings;
}
