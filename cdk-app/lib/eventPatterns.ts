import {
  eventsStackName,
  stackName,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Aws } from 'aws-cdk-lib/core';

/** A prefix of ARNs in the account and region of the stack. */
const arn = (service: string, rest: string) => ({
  prefix: `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${rest}`,
});

/**
 * The events of environments, by the first part of their names: an account may have much else that changes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/welcome.html
 */
export const eventPatterns = {
  // Without the events of a stack's resources: a creation has hundreds, and a queue that was not read for a while would hold the
  // others back with them. An operation in progress is read anyway.
  Stack: {
    source: ['aws.cloudformation'],
    'detail-type': ['CloudFormation Stack Status Change'],
    detail: {
      'stack-id': [
        arn('cloudformation', `stack/${stackName('')}`),
        // Its own creation is the first event, which shows that events arrive.
        arn('cloudformation', `stack/${eventsStackName}/`),
      ],
    },
  },
  Ecs: {
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change', 'ECS Deployment State Change'],
    resources: [arn('ecs', 'task/cluster-'), arn('ecs', 'service/cluster-')],
  },
  Database: {
    source: ['aws.rds'],
    'detail-type': ['RDS DB Instance Event', 'RDS DB Cluster Event'],
    detail: {
      SourceIdentifier: ['database', 'writer', 'reader'].map(kind => ({
        prefix: `${kind}-`,
      })),
    },
  },
  Alarm: {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: {
      alarmName: [
        'service',
        'worker',
        'stream',
        'database',
        'cache',
        'api',
      ].map(component => ({ prefix: `${component}-` })),
    },
  },
};
