import {
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FargateTasks, type TaskSurroundings } from './FargateTasks';

export interface TranscoderProps extends TaskSurroundings {
  readonly worker: EnvironmentSpec['worker'];
  readonly streamName: string;
}

/** The worker that reads the ingest stream. */
export class Transcoder extends Construct {
  constructor(scope: Construct, id: string, props: TranscoderProps) {
    super(scope, id);
    const { worker, streamName } = props;

    const tasks = new FargateTasks(this, 'Tasks', {
      ...props,
      kind: 'worker',
      tasks: worker,
      // The longest timeout AWS allows, equal to the warning time of a spot task: time to finish the current batch.
      stopTimeout: 120,
    });
    tasks.scaling.track('IteratorAge', 'iterator-age', {
      targetValue: worker.iteratorAgeTarget * 1000,
      customizedMetricSpecification: {
        namespace: 'AWS/Kinesis',
        metricName: 'GetRecords.IteratorAgeMilliseconds',
        dimensions: [{ name: 'StreamName', value: streamName }],
        statistic: 'Maximum',
      },
    });

    new CfnOutput(this, stackOutputs.workerName, { value: tasks.serviceName });
  }
}
