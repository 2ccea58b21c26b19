import type { Deployment } from '../stacks/Deployment';
import type { StackResource } from '../stacks/Stack';
import type { StackOperation } from './StackOperation';

const consistencyCheck = 'Eventual consistency check initiated';

/** Types reported to have an eventual consistency check; AWS documents it for none. */
const consistencyChecked: Record<'CREATE' | 'UPDATE', readonly string[]> = {
  CREATE: ['AWS::EC2::NatGateway', 'AWS::ECR::Repository', 'AWS::ECS::Service'],
  UPDATE: ['AWS::ECS::Service'],
};

/** CloudFormation repeats the status of some types, and of their stack, while it waits for consistency. */
export function reportConfigured(
  operation: StackOperation,
  { template }: Deployment,
  resource: StackResource,
  verb: 'CREATE' | 'UPDATE',
  properties: string,
): void {
  const isChecked = ({ type }: { type: string }) =>
    consistencyChecked[verb].includes(type);
  if (isChecked(resource)) {
    operation.reportResource(resource, `${verb}_IN_PROGRESS`, {
      reason: consistencyCheck,
      properties,
      detail: 'CONFIGURATION_COMPLETE',
    });
  }
  const { resources } = operation.stack;
  const isLast = Object.keys(template.resources).every(
    id =>
      id === resource.logicalId ||
      resources.get(id)?.status === 'CREATE_COMPLETE',
  );
  if (
    operation.type === 'CREATE_STACK' &&
    isLast &&
    [...resources.values()].some(isChecked)
  ) {
    operation.report(
      'CREATE_IN_PROGRESS',
      consistencyCheck,
      'CONFIGURATION_COMPLETE',
    );
  }
}
