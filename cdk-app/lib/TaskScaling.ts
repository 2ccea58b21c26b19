import { resourceName } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnScalableTarget,
  CfnScalingPolicy,
} from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import type { TaskSpec } from './TaskSpec';

export interface TaskScalingProps {
  readonly suffix: string;
  /** Prefix of the ids. */
  readonly prefix: string;
  /** Prefix of the names. */
  readonly kind: 'service' | 'worker';
  readonly clusterName: string;
  readonly serviceName: string;
  readonly tasks: TaskSpec;
}

/** Scales the tasks between their limits: any policy may add tasks; tasks are removed when all policies agree. */
export class TaskScaling extends Construct {
  private readonly target: CfnScalableTarget;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TaskScalingProps,
  ) {
    super(scope, id);
    const { prefix, tasks } = props;

    this.target = new CfnScalableTarget(this, `${prefix}Scaling`, {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: tasks.minTasks,
      maxCapacity: tasks.maxTasks,
    });
    this.track('Cpu', 'cpu', {
      targetValue: tasks.cpuTarget,
      predefinedMetricSpecification: {
        predefinedMetricType: 'ECSServiceAverageCPUUtilization',
      },
    });
  }

  /** Adds a target tracking policy for a metric, with the cooldowns of the tasks. */
  track(
    id: string,
    policy: string,
    tracking: CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
  ): void {
    const { suffix, prefix, kind, tasks } = this.props;
    new CfnScalingPolicy(this, `${prefix}${id}Scaling`, {
      policyName: resourceName(`${kind}-${policy}-scaling`, suffix),
      policyType: 'TargetTrackingScaling',
      scalingTargetId: this.target.ref,
      targetTrackingScalingPolicyConfiguration: {
        ...tracking,
        scaleInCooldown: tasks.scaleInCooldown,
        scaleOutCooldown: tasks.scaleOutCooldown,
      },
    });
  }
}
