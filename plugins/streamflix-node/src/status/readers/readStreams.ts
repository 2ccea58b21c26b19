import {
  DescribeStreamSummaryCommand,
  type KinesisClient,
  type StreamDescriptionSummary,
} from '@aws-sdk/client-kinesis';
import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { readEach } from './readEach';

/** Kinesis data streams. */
export function readStreams(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'stream'>> {
  return readEach<'stream'>(context, environments, {
    output: stackOutputs.streamName,
    action: 'kinesis:DescribeStreamSummary',
    read: async name =>
      draftStream(context, await describe(context.clients.kinesis, name)),
    notFound: 'ResourceNotFoundException',
    unknown: name => `Kinesis knows no stream ${name}`,
  });
}

async function describe(client: KinesisClient, name: string) {
  try {
    const { StreamDescriptionSummary: summary } = await client.send(
      new DescribeStreamSummaryCommand({ StreamName: name }),
    );
    return summary;
  } catch (error) {
    // Kinesis uses this name for throttling; elsewhere in AWS it means a quota.
    if (error instanceof Error && error.name === 'LimitExceededException') {
      error.name = 'ThrottlingException';
    }
    throw error;
  }
}

function draftStream(
  { metrics }: ReadContext,
  summary: Partial<StreamDescriptionSummary> = {},
): Draft<'stream'> {
  const name = summary.StreamName ?? '';
  const read = metrics.ask({
    namespace: 'AWS/Kinesis',
    dimensions: { StreamName: name },
    metrics: {
      iteratorAge: {
        metric: 'GetRecords.IteratorAgeMilliseconds',
        stat: 'Maximum',
        unit: 'milliseconds',
      },
      incomingRecords: {
        metric: 'IncomingRecords',
        stat: 'Sum',
        unit: 'count',
      },
      throttled: {
        metric: 'WriteProvisionedThroughputExceeded',
        stat: 'Sum',
        unit: 'count',
      },
    },
  });
  return () => ({
    name,
    status: summary.StreamStatus ?? '',
    mode:
      summary.StreamModeDetails?.StreamMode === 'ON_DEMAND'
        ? 'on-demand'
        : 'provisioned',
    openShards: summary.OpenShardCount ?? 0,
    retentionHours: summary.RetentionPeriodHours ?? 0,
    metrics: read(),
  });
}
