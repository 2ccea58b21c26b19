import { resourceName } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, type IDependable } from 'constructs';
import { accountWideName } from './accountWideName';
import { acknowledge } from './acknowledge';
import type { Cluster } from './Cluster';
import type { ExecutionRole } from './ExecutionRole';
import type { Logs } from './Logs';
import type { Network } from './Network';
import { trust } from './permission';
import type { SecretAccess } from './SecretAccess';
import type { TaskAccess } from './TaskAccess';
import { TaskScaling } from './TaskScaling';
import type { TaskSpec } from './TaskSpec';

/** Infrastructure that tasks of either kind use. */
export interface TaskSurroundings {
  readonly suffix: string;
  readonly region: string;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly logs: Logs;
  readonly executionRole: ExecutionRole;
  readonly secretAccess?: SecretAccess;
  readonly securityGroupId: string;
  /** What the tasks use. */
  readonly access: readonly TaskAccess[];
}

export interface FargateTasksProps extends TaskSurroundings {
  readonly kind: 'service' | 'worker';
  readonly tasks: TaskSpec;
  /** Port the container listens on, and the target group that sends to it. */
  readonly endpoint?: {
    readonly port: number;
    readonly targetGroupArn: string;
  };
  /** Overrides the command of the image. */
  readonly command?: string[];
  /** Seconds between the stop signal and the kill. */
  readonly stopTimeout?: number;
  readonly before?: readonly IDependable[];
}

/** ECS service on Fargate in the private subnets, with its task definition, role, log group and scaling. */
export class FargateTasks extends Construct {
  /** Name of the ECS service; a reference to it waits for the service. */
  readonly serviceName: string;
  readonly scaling: TaskScaling;

  constructor(scope: Construct, id: string, props: FargateTasksProps) {
    super(scope, id);
    const { suffix, region, kind, tasks, access, endpoint } = props;
    const prefix = kind === 'service' ? 'Service' : 'Worker';
    const name = resourceName(kind, suffix);
    const mounts = access.flatMap(({ mount }) => mount ?? []);

    const logGroup = props.logs.group(`${prefix}Logs`, `/ecs/${name}`);
    props.executionRole.allowLogTo(logGroup);
    props.executionRole.allowPull(tasks.image);

    const statements = access.flatMap(part => part.statements ?? []);
    const taskRole = new Role(this, `${prefix}TaskRole`, {
      roleName: accountWideName(`${kind}-task-role`, region, suffix),
      assumedBy: trust(
        'ecs-tasks.amazonaws.com',
        `The tasks of the ${kind} act with this role.`,
      ),
      // Inline, so that resources that wait for the role also wait for its permissions.
      inlinePolicies:
        statements.length > 0
          ? { use: new PolicyDocument({ statements: [...statements] }) }
          : undefined,
    });
    props.secretAccess?.grant(taskRole);

    const environment = Object.assign(
      { ENVIRONMENT: suffix },
      endpoint && { PORT: String(endpoint.port) },
      ...access.map(part => part.environment),
    );
    const secrets = Object.assign({}, ...access.map(part => part.secrets));
    const definition = new CfnTaskDefinition(this, `${prefix}TaskDefinition`, {
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(tasks.cpu),
      memory: String(tasks.memory),
      // Fargate's default is X86_64; without it, a template of before this setting stays the same.
      runtimePlatform:
        tasks.architecture === 'arm64'
          ? { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' }
          : undefined,
      executionRoleArn: props.executionRole.role.roleArn,
      taskRoleArn: taskRole.roleArn,
      volumes: mounts.map(({ volume }) => volume),
      containerDefinitions: [
        {
          name: kind,
          image: tasks.image,
          essential: true,
          command: props.command,
          stopTimeout: props.stopTimeout,
          portMappings: endpoint && [{ containerPort: endpoint.port }],
          environment: Object.entries<string>(environment).map(
            ([key, value]) => ({ name: key, value }),
          ),
          secrets: Object.entries<string>(secrets).map(([key, valueFrom]) => ({
            name: key,
            valueFrom,
          })),
          mountPoints: mounts.map(({ path, volume }) => ({
            containerPath: path,
            sourceVolume: volume.name,
          })),
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': logGroup.ref,
              'awslogs-region': region,
              'awslogs-stream-prefix': kind,
            },
          },
        },
      ],
    });

    acknowledge(definition, {
      'AwsSolutions-ECS2':
        'The plain variables are names, addresses and ports of the environment. Every secret comes from Secrets Manager when the task starts.',
    });

    const service = new CfnService(this, prefix, {
      serviceName: name,
      cluster: props.cluster.ref,
      taskDefinition: definition.ref,
      // No desired count: an update of the stack would reset what auto scaling has set.
      capacityProviderStrategy: [
        {
          capacityProvider: 'FARGATE',
          base: tasks.fargateBase,
          weight: tasks.fargateWeight,
        },
        { capacityProvider: 'FARGATE_SPOT', weight: tasks.spotWeight },
      ].filter(({ weight }) => weight > 0),
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      availabilityZoneRebalancing: 'ENABLED',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: props.network.privateSubnetIds,
          securityGroups: [props.securityGroupId],
          assignPublicIp: 'DISABLED',
        },
      },
      loadBalancers: endpoint && [
        {
          containerName: kind,
          containerPort: endpoint.port,
          targetGroupArn: endpoint.targetGroupArn,
        },
      ],
      healthCheckGracePeriodSeconds: endpoint && 60,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
    });
    service.node.addDependency(
      props.network.routeOut,
      ...access.flatMap(part => part.before ?? []),
      ...(props.before ?? []),
    );
    this.serviceName = service.attrName;

    this.scaling = new TaskScaling(this, 'Scaling', {
      suffix,
      prefix,
      kind,
      clusterName: props.cluster.name,
      serviceName: this.serviceName,
      tasks,
    });
  }
}
