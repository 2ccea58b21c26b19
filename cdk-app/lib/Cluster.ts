import {
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import type { Logs } from './Logs';

export interface ClusterProps {
  readonly suffix: string;
  readonly containerInsights: EnvironmentSpec['observability']['containerInsights'];
  readonly logs: Logs;
}

/** ECS cluster on Fargate. */
export class Cluster extends Construct {
  readonly name: string;
  /** Reference to the cluster; resources that use it wait for it and for its capacity providers. */
  readonly ref: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.name = resourceName('cluster', props.suffix);

    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: this.name,
      // Part of the cluster, not a separate resource: a service cannot be created before them.
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      clusterSettings: [
        { name: 'containerInsights', value: props.containerInsights },
      ],
    });
    if (props.containerInsights === 'disabled') {
      acknowledge(cluster, {
        'AwsSolutions-ECS4':
          'The person who asked for the environment switched Container Insights off: every blueprint has it on, and it is billed by the metric.',
      });
    } else {
      // ECS would create the group itself and never delete it.
      cluster.addResourceDependency(
        props.logs.group(
          'ClusterInsightsLogs',
          `/aws/ecs/containerinsights/${this.name}/performance`,
        ),
      );
    }
    this.ref = cluster.ref;

    new CfnOutput(this, stackOutputs.clusterName, { value: this.ref });
  }
}
