import {
  DescribeStreamSummaryCommand,
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
  return readEach(environments, {
    output: stackOutputs.streamName,
    what: 'stream',
    rare: context.rare,
    async read(name) {
      const { StreamDescriptionSummary = {} } =
        await context.clients.kinesis.send(
          new DescribeStreamSummaryCommand({ StreamName: name }),
        );
      return StreamDescriptionSummary;
    },
    draft: (summary: Partial<StreamDescriptionSummary>) =>
      draftStream(context, summary),
    notFound: 'ResourceNotFoundException',
    unknown: name => `Kinesis knows no stream ${name}`,
  });
}

function draftStream(
  { metrics }: ReadContext,
  summary: Partial<StreamDescriptionSummary>,
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
