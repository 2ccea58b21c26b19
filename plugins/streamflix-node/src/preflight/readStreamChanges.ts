import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { retryThrottled } from '../aws/retryThrottled';

const day = 24 * 60 * 60 * 1000;

/** What Kinesis counts changes of. */
export type StreamProperty = 'ShardCount' | 'StreamMode';

function valueOf(properties: string, name: StreamProperty): string | undefined {
  const { ShardCount, StreamModeDetails } = JSON.parse(properties) as {
    ShardCount?: number | string;
    StreamModeDetails?: { StreamMode?: string };
  };
  if (name === 'StreamMode') {
    return StreamModeDetails?.StreamMode ?? 'PROVISIONED';
  }
  // On demand, Kinesis sets the shards by itself.
  return ShardCount === undefined ? undefined : String(ShardCount);
}

/**
 * When the stream of a stack was changed in the last 24 hours, oldest first, rollbacks included. Each event of a resource that
 * was created or updated has the properties it was given.
 */
export function readStreamChanges(
  client: CloudFormationClient,
  stackArn: string,
  property: StreamProperty,
): Promise<Date[]> {
  return retryThrottled(async () => {
    const since = Date.now() - day;
    const changes: Date[] = [];
    let later: { at: Date; value?: string } | undefined;
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client },
      { StackName: stackArn },
    )) {
      for (const event of StackEvents) {
        const at = event.Timestamp ?? new Date(0);
        if (
          event.ResourceType === 'AWS::Kinesis::Stream' &&
          /^(CREATE|UPDATE)_COMPLETE$/.test(event.ResourceStatus ?? '') &&
          event.ResourceProperties
        ) {
          const value = valueOf(event.ResourceProperties, property);
          if (later?.value && value && later.value !== value) {
            changes.unshift(later.at);
          }
          later = { at, value };
          // Also the first event before, which the oldest change differs from.
          if (at.getTime() < since) return changes;
        }
        if (at.getTime() < since && !later) return changes;
      }
    }
    return changes;
  });
}
