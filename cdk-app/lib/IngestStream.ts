import {
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { permission } from './permission';
import { acknowledge } from './acknowledge';
import type { TaskAccess } from './TaskAccess';

export interface IngestStreamProps {
  readonly suffix: string;
  readonly stream: EnvironmentSpec['stream'];
  /** Customer-managed key; without one, the key AWS manages for Kinesis. */
  readonly keyArn?: string;
}

/** Kinesis data stream that ingests video. */
export class IngestStream extends Construct {
  readonly name: string;
  /** For tasks that put records. */
  readonly producer: TaskAccess;
  /** For tasks that read records and put the results back. */
  readonly consumer: TaskAccess;

  constructor(scope: Construct, id: string, props: IngestStreamProps) {
    super(scope, id);
    const { mode, shards, retentionHours, shardMetrics } = props.stream;
    this.name = resourceName('stream', props.suffix);

    const stream = new CfnStream(this, 'Stream', {
      name: this.name,
      streamModeDetails: {
        streamMode: mode === 'on-demand' ? 'ON_DEMAND' : 'PROVISIONED',
      },
      shardCount: mode === 'provisioned' ? shards : undefined,
      retentionPeriodHours: retentionHours,
      streamEncryption: {
        encryptionType: 'KMS',
        keyId: props.keyArn ?? 'alias/aws/kinesis',
      },
      // AWS accepts ALL too, but returns it as the seven names, which looks like drift.
      desiredShardLevelMetrics: shardMetrics
        ? [
            'IncomingBytes',
            'IncomingRecords',
            'IteratorAgeMilliseconds',
            'OutgoingBytes',
            'OutgoingRecords',
            'ReadProvisionedThroughputExceeded',
            'WriteProvisionedThroughputExceeded',
          ]
        : undefined,
    });

    if (props.keyArn) {
      acknowledge(stream, {
        'AwsSolutions-KDS3':
          'The environment asked for one key of its own over every store. Kinesis caches the data keys it makes with it, so the requests cost little.',
      });
    }

    const environment = { STREAM_NAME: stream.ref };
    const allow = (why: string, ...actions: string[]) =>
      permission({ why, actions, resources: [stream.attrArn] });
    const withKey = (why: string, ...actions: string[]) =>
      props.keyArn
        ? [permission({ why, actions, resources: [props.keyArn] })]
        : [];
    this.producer = {
      environment,
      statements: [
        allow(
          'Tasks put what comes in into the ingest stream.',
          'kinesis:DescribeStreamSummary',
          'kinesis:PutRecord',
          'kinesis:PutRecords',
        ),
        ...withKey(
          'Kinesis encrypts each record with a data key, which the producer must be allowed to generate.',
          'kms:GenerateDataKey',
        ),
      ],
    };
    this.consumer = {
      environment,
      statements: [
        allow(
          'Tasks read the ingest stream and put their results back.',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
          'kinesis:PutRecord',
          'kinesis:PutRecords',
        ),
        ...withKey(
          'Consumers decrypt records of the ingest stream, and producers encrypt them.',
          'kms:Decrypt',
          'kms:GenerateDataKey',
        ),
      ],
    };

    new CfnOutput(this, stackOutputs.streamName, { value: stream.ref });
    new CfnOutput(this, stackOutputs.streamArn, { value: stream.attrArn });
  }
}
