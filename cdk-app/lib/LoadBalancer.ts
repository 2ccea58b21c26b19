import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnListener,
  CfnListenerRule,
  CfnLoadBalancer,
  CfnTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct, type IDependable } from 'constructs';
import { acknowledge } from './acknowledge';

export interface LoadBalancerProps {
  readonly suffix: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Security group of the API's VPC link. */
  readonly linkSecurityGroupId: string;
  /** Port the targets listen on. */
  readonly port: number;
  readonly healthCheckPath: string;
  /** Stage of the API, which API Gateway adds before the path of a request. */
  readonly stage: string;
}

/** Internal load balancer in front of the content service, and the VPC link through which only the API reaches it. */
export class LoadBalancer extends Construct {
  readonly arn: string;
  readonly dnsName: string;
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  readonly linkId: string;
  /** ECS refuses a target group without a listener that forwards to it. */
  readonly listening: IDependable;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { suffix, port, stage } = props;

    const loadBalancer = new CfnLoadBalancer(this, 'LoadBalancer', {
      name: resourceName('alb', suffix),
      type: 'application',
      scheme: 'internal',
      subnets: props.subnetIds,
      securityGroups: [props.securityGroupId],
      loadBalancerAttributes: [
        {
          key: 'routing.http.drop_invalid_header_fields.enabled',
          value: 'true',
        },
      ],
    });
    acknowledge(loadBalancer, {
      'AwsSolutions-ELB2':
        "Only the API's VPC link reaches it, so the API's own access log holds every request. A load balancer can log only to a bucket, which could not be deleted with the environment unless it is empty.",
    });
    const targets = new CfnTargetGroup(this, 'LoadBalancerTargets', {
      // A group cannot change its port: with the port in the name, the new group can exist next to the old one.
      name: resourceName(`tg-${port}`, suffix),
      vpcId: props.vpcId,
      targetType: 'ip',
      protocol: 'HTTP',
      port,
      healthCheckPath: props.healthCheckPath,
      healthCheckIntervalSeconds: 30,
      healthCheckTimeoutSeconds: 5,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      targetGroupAttributes: [
        { key: 'deregistration_delay.timeout_seconds', value: '30' },
      ],
    });
    const forward = [{ type: 'forward', targetGroupArn: targets.ref }];
    const listener = new CfnListener(this, 'LoadBalancerListener', {
      loadBalancerArn: loadBalancer.ref,
      protocol: 'HTTP',
      port: 80,
      defaultActions: forward,
    });
    // A private integration receives /prod/content when the caller requests /content at the stage prod.
    new CfnListenerRule(this, 'LoadBalancerStageRule', {
      listenerArn: listener.ref,
      priority: 1,
      conditions: [
        {
          field: 'path-pattern',
          pathPatternConfig: { values: [`/${stage}/*`] },
        },
      ],
      transforms: [
        {
          type: 'url-rewrite',
          urlRewriteConfig: {
            rewrites: [{ regex: `^/${stage}(/.*)$`, replace: '$1' }],
          },
        },
      ],
      actions: forward,
    });
    const link = new CfnVpcLink(this, 'VpcLink', {
      name: resourceName('vpc-link', suffix),
      // Two are enough, and some regions have a third zone that does not support VPC links.
      subnetIds: props.subnetIds.slice(0, 2),
      securityGroupIds: [props.linkSecurityGroupId],
    });
    this.arn = loadBalancer.ref;
    this.dnsName = loadBalancer.attrDnsName;
    this.listenerArn = listener.ref;
    this.targetGroupArn = targets.ref;
    this.linkId = link.ref;
    this.listening = listener;

    new CfnOutput(this, stackOutputs.loadBalancerDnsName, {
      value: this.dnsName,
    });
  }
}
