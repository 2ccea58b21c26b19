import type { Stack, StackResource } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import { MASK } from '../stacks/stackScope';
import { tagList } from '../stacks/tagRecord';

const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' };

/** Parameters as every description shows them, with `NoEcho` values masked. */
export const describeParameters = ({ parameters }: Deployment) =>
  Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: value.noEcho ? MASK : value.text,
    ResolvedValue: value.noEcho ? undefined : value.resolved,
  }));

/** A stack as `DescribeStacks` returns it. */
export const describeStack = (stack: Stack) => ({
  StackId: stack.id,
  StackName: stack.name,
  ChangeSetId: stack.changeSetId,
  Description: stack.deployment?.template.description,
  Parameters: stack.deployment && describeParameters(stack.deployment),
  CreationTime: stack.createdAt,
  LastUpdatedTime: stack.updatedAt,
  DeletionTime: stack.deletedAt,
  RollbackConfiguration: stack.deployment?.rollbackConfiguration ?? {},
  StackStatus: stack.status,
  StackStatusReason: stack.statusReason,
  DisableRollback: stack.disableRollback,
  NotificationARNs: stack.deployment?.notificationArns ?? [],
  TimeoutInMinutes: stack.timeoutInMinutes,
  Capabilities: stack.deployment?.capabilities,
  Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    Description: description,
    ExportName: exportName,
  })),
  RoleARN: stack.deployment?.roleArn,
  Tags: tagList(stack.deployment?.tags ?? {}),
  EnableTerminationProtection: stack.terminationProtection,
  DriftInformation: NOT_CHECKED,
  LastOperations: stack.lastOperations.slice(0, 1),
  DeploymentConfig: stack.deployment?.mode && { Mode: stack.deployment.mode },
});

/** A stack as `ListStacks` returns it. */
export const summariseStack = (stack: Stack) => ({
  StackId: stack.id,
  StackName: stack.name,
  TemplateDescription: stack.deployment?.template.description,
  CreationTime: stack.createdAt,
  LastUpdatedTime: stack.updatedAt,
  DeletionTime: stack.deletedAt,
  StackStatus: stack.status,
  StackStatusReason: stack.statusReason,
  DriftInformation: NOT_CHECKED,
  LastOperations: stack.lastOperations.slice(0, 1),
});

/** The members that all descriptions of a stack resource share. */
export const describeResource = (resource: StackResource) => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.statusReason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});
