import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import type { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accountWideName } from './accountWideName';
import { acknowledge } from './acknowledge';
import { permission, trust } from './permission';
import { privateRepositoryArn } from './privateRepositoryArn';

export interface ExecutionRoleProps {
  readonly suffix: string;
  readonly region: string;
}

/**
 * Permissions ECS needs to start a task: pull its image and write its log. AWS's managed policy would allow it for every image
 * and log.
 */
export class ExecutionRole extends Construct {
  readonly role: Role;
  private readonly policy = new PolicyDocument();

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'ExecutionRole', {
      roleName: accountWideName('execution-role', props.region, props.suffix),
      assumedBy: trust(
        'ecs-tasks.amazonaws.com',
        'ECS starts the tasks with this role.',
      ),
      // Inline, so that resources that wait for the role also wait for its permissions.
      inlinePolicies: { start: this.policy },
    });
  }

  allowLogTo(group: CfnLogGroup): void {
    this.policy.addStatements(
      permission({
        why: 'ECS writes what the tasks print to their own log group.',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [group.attrArn],
      }),
    );
  }

  allowPull(image: string): void {
    const repositoryArn = privateRepositoryArn(this, image);
    if (!repositoryArn) return;
    const logIn =
      'ECS logs in to ECR before it pulls. The token is for the whole registry; AWS knows no narrower resource.';
    acknowledge(this.role, { 'AwsSolutions-IAM5[Resource::*]': logIn });
    this.policy.addStatements(
      permission({
        why: 'ECS pulls the image of the tasks.',
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        resources: [repositoryArn],
      }),
      permission({
        why: logIn,
        actions: ['ecr:GetAuthorizationToken'],
        resources: ['*'],
      }),
    );
  }
}
