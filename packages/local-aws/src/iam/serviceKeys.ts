import type { Resource } from '../world/World';
import type { ConditionValues } from './AccessRequest';
import type { HandlerOperation } from './HandlerOperation';
import { linkedService, serviceDomain } from './linkedService';
import type { Subject } from './ownArns';

/** The service a role is passed to, by the type that names the role. */
const passedTo: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'apigateway',
  'AWS::EC2::FlowLog': 'vpc-flow-logs',
  'AWS::ECS::Service': 'ecs',
  'AWS::ECS::TaskDefinition': 'ecs-tasks',
  'AWS::RDS::DBCluster': 'monitoring.rds',
  'AWS::RDS::DBInstance': 'monitoring.rds',
};

/** The service that uses a key for the caller. */
const keyUser: Readonly<Record<string, string>> = {
  ECR: 'ecr',
  EFS: 'elasticfilesystem',
  ElastiCache: 'elasticache',
  RDS: 'rds',
};

function iamKeys(
  { type, properties }: Subject,
  references: readonly Resource[],
): ConditionValues {
  const role = references.find(each => each.type === 'AWS::IAM::Role');
  const { PermissionsBoundary } =
    type === 'AWS::IAM::Role' ? properties : role?.properties ?? {};
  const linked = linkedService[type.split('::')[1]];
  return {
    'iam:PermissionsBoundary':
      PermissionsBoundary === undefined
        ? undefined
        : String(PermissionsBoundary),
    'iam:PassedToService': passedTo[type] && serviceDomain(passedTo[type]),
    'iam:AWSServiceName': linked && serviceDomain(linked),
  };
}

/** Values of the condition keys that only some services have. */
export function serviceKeys(
  action: string,
  { subject, operation, isForwarded }: HandlerOperation,
  references: readonly Resource[],
): ConditionValues {
  const { type, properties, region, accountId } = subject;
  const [service, name] = action.split(':');
  const of = type.split('::')[1];
  switch (service) {
    case 'application-autoscaling': {
      const id = String(properties.ScalingTargetId ?? '').split('|');
      return {
        'application-autoscaling:service-namespace': String(
          properties.ServiceNamespace ?? id[2],
        ),
      };
    }
    case 'ec2':
      return {
        'ec2:CreateAction':
          operation === 'create' && name === 'CreateTags'
            ? creatingAction(type)
            : undefined,
        // EFS and ElastiCache call EC2 for the caller.
        'aws:ViaAWSService': String(isForwarded || of !== 'EC2'),
      };
    case 'ecs': {
      const cluster = String(properties.Cluster ?? '').replace(/^.*\//, '');
      return {
        'ecs:cluster': `arn:aws:ecs:${region}:${accountId}:cluster/${cluster}`,
      };
    }
    case 'elasticfilesystem':
      return {
        'elasticfilesystem:Encrypted': String(properties.Encrypted ?? false),
        'elasticfilesystem:CreateAction':
          operation === 'create' ? creatingAction(type) : undefined,
      };
    case 'iam':
      return iamKeys(subject, references);
    case 'kms':
      return {
        'kms:ViaService':
          keyUser[of] && `${keyUser[of]}.${region}.amazonaws.com`,
        'kms:GrantIsForAWSResource': keyUser[of] && 'true',
      };
    default:
      return {};
  }
}

/** The call that creates a resource, as `ec2:CreateAction` names it. */
function creatingAction(type: string): string {
  const [, service, kind] = type.split('::');
  if (kind === 'EIP') return 'AllocateAddress';
  if (kind === 'FlowLog') return 'CreateFlowLogs';
  if (kind === 'VPC') return 'CreateVpc';
  return service === 'ElastiCache' ? 'CreateVpcEndpoint' : `Create${kind}`;
}
