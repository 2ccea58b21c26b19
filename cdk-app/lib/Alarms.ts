import {
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Aws, CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmRules, type AlarmRule } from './alarmRules';
import { denyPlaintext } from './denyPlaintext';
import type { Metric } from './Metric';
import { permission } from './permission';

export interface AlarmsProps {
  readonly spec: EnvironmentSpec;
  /** Metric that counts the server errors of the API. */
  readonly apiErrors?: Metric;
  /**
   * Customer-managed key. Without one the topic is not encrypted: CloudWatch cannot use the key AWS manages for SNS, so its
   * alarms would be lost.
   */
  readonly keyArn?: string;
}

/** CloudWatch alarms on every component of the environment, and their topic. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { spec } = props;

    const topic = new CfnTopic(this, 'AlarmTopic', {
      topicName: resourceName('alarms', spec.suffix),
      kmsMasterKeyId: props.keyArn,
    });
    new CfnTopicPolicy(this, 'AlarmTopicPolicy', {
      topics: [topic.ref],
      policyDocument: new PolicyDocument({
        statements: [
          permission({
            why: 'CloudWatch announces the alarms of this account, and of no other.',
            principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
            actions: ['sns:Publish'],
            resources: [topic.ref],
            conditions: {
              StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
            },
          }),
          denyPlaintext(['sns:Publish'], topic.ref),
        ],
      }),
    });
    const { alarmEmail } = spec.observability;
    if (alarmEmail) {
      new CfnSubscription(this, 'AlarmEmail', {
        topicArn: topic.ref,
        protocol: 'email',
        endpoint: alarmEmail,
      });
    }
    for (const rule of alarmRules(spec, props.apiErrors)) {
      this.alarm(rule, spec.suffix, topic.ref);
    }

    new CfnOutput(this, stackOutputs.topicArn, { value: topic.ref });
  }

  private alarm(rule: AlarmRule, suffix: string, topicArn: string): void {
    const { id, name, metrics, threshold, periods } = rule;
    const [single] = metrics;
    const stat = { statistic: rule.statistic, period: 300 };
    new CfnAlarm(this, `${id}Alarm`, {
      alarmName: resourceName(name, suffix),
      ...(metrics.length === 1
        ? { ...single, ...stat }
        : {
            metrics: [
              { id: 'worst', expression: 'MAX(METRICS())' },
              ...metrics.map((metric, index) => ({
                id: `m${index + 1}`,
                returnData: false,
                metricStat: {
                  metric,
                  stat: rule.statistic,
                  period: stat.period,
                },
              })),
            ],
          }),
      comparisonOperator: 'GreaterThanThreshold',
      threshold,
      evaluationPeriods: periods,
      // An idle component sends no data; that must not raise an alarm.
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
