import {
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { denyPlaintext } from './denyPlaintext';
import { permission } from './permission';
import type { TaskAccess } from './TaskAccess';

export interface DeadLettersProps {
  readonly suffix: string;
  readonly retentionDays: number;
  /** Customer-managed key; without one, SQS encrypts with its own. */
  readonly keyArn?: string;
}

/** SQS queue for records the worker could not process. */
export class DeadLetters extends Construct {
  /** For tasks that send to the queue. */
  readonly sender: TaskAccess;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    const { keyArn } = props;

    const queue = new CfnQueue(this, 'DeadLetterQueue', {
      queueName: resourceName('dead-letters', props.suffix),
      messageRetentionPeriod: props.retentionDays * 24 * 3600,
      kmsMasterKeyId: keyArn,
      sqsManagedSseEnabled: keyArn ? undefined : true,
    });
    acknowledge(queue, {
      'AwsSolutions-SQS3':
        'It is the dead-letter queue itself: the worker sends it the records of the stream it could not process, so no other queue refers to it.',
    });
    new CfnQueuePolicy(this, 'DeadLetterQueuePolicy', {
      queues: [queue.ref],
      policyDocument: new PolicyDocument({
        statements: [denyPlaintext(['sqs:*'], queue.attrArn)],
      }),
    });

    this.sender = {
      environment: { DEAD_LETTER_QUEUE_URL: queue.ref },
      statements: [
        permission({
          why: 'The worker sends records it could not process to the dead-letter queue.',
          actions: ['sqs:SendMessage'],
          resources: [queue.attrArn],
        }),
        ...(keyArn
          ? [
              permission({
                why: 'A sender to the encrypted queue generates a data key, which SQS decrypts again before it uses it.',
                actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
                resources: [keyArn],
              }),
            ]
          : []),
      ],
    };

    new CfnOutput(this, stackOutputs.deadLetterQueueUrl, { value: queue.ref });
  }
}
