import { AwsError, type Service } from '../protocols/Service';
import {
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../world/values';
import type { Resource, World } from '../world/World';
import { paginate } from './paginate';
import { shardCount } from './kinesis/shardCount';

const TYPE = 'AWS::Kinesis::Stream';

/**
 * Kinesis Data Streams: describes the streams of stacks. Records are neither accepted nor read.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html
 */
export function createKinesis(world: World): Service {
  function requireStream(region: string, input: Fields): Resource {
    const name =
      stringOf(input.StreamName) ?? stringOf(input.StreamARN)?.split('/').pop();
    if (!name) {
      throw new AwsError(
        'InvalidArgumentException',
        'Either StreamName or StreamARN must be given.',
      );
    }
    const stream = world.find(region, TYPE, name);
    if (!stream) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Stream ${name} under account ${world.accountId} not found.`,
      );
    }
    return stream;
  }

  return {
    name: 'kinesis',
    operations: {
      ListStreams(input, { region }) {
        const names = world
          .list(region, TYPE)
          .map(({ physicalId }) => physicalId)
          .sort();
        const after = stringOf(input.ExclusiveStartStreamName);
        const { items, nextToken } = paginate(
          names.filter(name => !after || name > after),
          numberOf(input.Limit) ?? 100,
          stringOf(input.NextToken),
          'ExpiredNextTokenException',
        );
        return {
          StreamNames: items,
          StreamSummaries: items
            .map(name => world.find(region, TYPE, name))
            .filter(stream => stream !== undefined)
            .map(stream => ({
              StreamName: stream.physicalId,
              StreamARN: arnOf(world, stream),
              StreamStatus: statusOf(stream),
              StreamModeDetails: modeOf(stream),
              StreamCreationTimestamp: stream.createdAt,
            })),
          HasMoreStreams: nextToken !== undefined,
          NextToken: nextToken,
        };
      },

      DescribeStreamSummary(input, { region }) {
        const stream = requireStream(region, input);
        return {
          StreamDescriptionSummary: {
            ...describe(world, stream),
            OpenShardCount: exists(stream) ? shardCount(stream) : 0,
            ConsumerCount: 0,
          },
        };
      },
    },
  };
}

function exists({ phase }: Resource): boolean {
  return phase !== 'creating' && phase !== 'failed';
}

function statusOf({ phase }: Resource): string {
  return (
    { creating: 'CREATING', updating: 'UPDATING', deleting: 'DELETING' }[
      phase as string
    ] ?? 'ACTIVE'
  );
}

function encryptionOf({ properties }: Resource): string {
  return (
    stringOf(fieldsOf(properties.StreamEncryption).EncryptionType) ?? 'NONE'
  );
}

function modeOf({ properties }: Resource): Fields {
  return {
    StreamMode:
      stringOf(fieldsOf(properties.StreamModeDetails).StreamMode) ??
      'PROVISIONED',
  };
}

function arnOf(world: World, { region, physicalId }: Resource): string {
  return `arn:aws:kinesis:${region}:${world.accountId}:stream/${physicalId}`;
}

function describe(world: World, stream: Resource): Fields {
  const { properties } = stream;
  return {
    StreamName: stream.physicalId,
    StreamARN: arnOf(world, stream),
    StreamStatus: statusOf(stream),
    StreamModeDetails: modeOf(stream),
    StreamCreationTimestamp: stream.createdAt,
    RetentionPeriodHours: numberOf(properties.RetentionPeriodHours) ?? 24,
    EncryptionType: encryptionOf(stream),
    KeyId: fieldsOf(properties.StreamEncryption).KeyId,
    EnhancedMonitoring: [
      {
        ShardLevelMetrics: listOf(properties.DesiredShardLevelMetrics),
      },
    ],
  };
}
