import { AwsError, type Service } from '../Service';
import { type Fields, fieldsOf, listOf, numberOf, stringOf } from '../values';
import type { Resource, World } from '../World';
import { paginate } from './paginate';
import type { IncomingRecords } from './kinesis/IncomingRecords';
import { shardFor, type Shard, shardsOf } from './kinesis/shards';
import { tagsOf } from './tagsOf';

const TYPE = 'AWS::Kinesis::Stream';
/** Maximum number of shards in one response of `DescribeStream`. */
const SHARDS_PER_CALL = 100;

/**
 * Kinesis Data Streams: describes streams and accepts records. Records are counted for the metrics and discarded, so they cannot
 * be read.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html
 */
export function createKinesis(
  world: World,
  incoming: IncomingRecords,
): Service {
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

  function put(stream: Resource, record: Fields) {
    if (statusOf(stream) !== 'ACTIVE' && statusOf(stream) !== 'UPDATING') {
      throw new AwsError(
        'ResourceInUseException',
        `Stream ${stream.physicalId} is not ACTIVE, instead in state ${statusOf(
          stream,
        )}`,
      );
    }
    const key = stringOf(record.PartitionKey);
    if (!key || key.length > 256) {
      throw new AwsError(
        'ValidationException',
        'PartitionKey must have between 1 and 256 characters.',
      );
    }
    const bytes = Buffer.from(stringOf(record.Data) ?? '', 'base64').length;
    const sequence = incoming.add(stream, bytes + Buffer.byteLength(key));
    return {
      ShardId: shardFor(stream, key).ShardId,
      SequenceNumber: sequence,
      EncryptionType: encryptionOf(stream),
    };
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

      DescribeStream(input, { region }) {
        const stream = requireStream(region, input);
        const after = stringOf(input.ExclusiveStartShardId);
        const shards = shardsOf(stream).filter(
          ({ ShardId }) => !after || ShardId > after,
        );
        const limit = Math.min(
          numberOf(input.Limit) ?? SHARDS_PER_CALL,
          SHARDS_PER_CALL,
        );
        return {
          StreamDescription: {
            ...describe(world, stream),
            Shards: exists(stream) ? shards.slice(0, limit) : [],
            HasMoreShards: shards.length > limit,
          },
        };
      },

      DescribeStreamSummary(input, { region }) {
        const stream = requireStream(region, input);
        return {
          StreamDescriptionSummary: {
            ...describe(world, stream),
            OpenShardCount: exists(stream) ? shardsOf(stream).length : 0,
            ConsumerCount: 0,
          },
        };
      },

      ListShards(input, { region }) {
        const token = stringOf(input.NextToken);
        // The token contains the stream too; Kinesis refuses a request with both.
        const [name, inner] = token?.split('|') ?? [];
        const stream = requireStream(
          region,
          name ? { StreamName: name } : input,
        );
        const { items, nextToken } = paginate<Shard>(
          shardsOf(stream),
          numberOf(input.MaxResults) ?? 1000,
          inner,
          'ExpiredNextTokenException',
        );
        return {
          Shards: items,
          NextToken: nextToken && `${stream.physicalId}|${nextToken}`,
        };
      },

      ListTagsForStream(input, { region }) {
        const tags = tagsOf(requireStream(region, input));
        const after = stringOf(input.ExclusiveStartTagKey);
        const start = after
          ? tags.findIndex(({ Key }) => Key === after) + 1
          : 0;
        const limit = numberOf(input.Limit) ?? 50;
        return {
          Tags: tags.slice(start, start + limit),
          HasMoreTags: tags.length > start + limit,
        };
      },

      PutRecord(input, { region }) {
        return put(requireStream(region, input), input);
      },

      PutRecords(input, { region }) {
        const stream = requireStream(region, input);
        const records = listOf(input.Records).map(fieldsOf);
        if (!records.length || records.length > 500) {
          throw new AwsError(
            'ValidationException',
            `Records must have between 1 and 500 elements, but has ${records.length}.`,
          );
        }
        return {
          FailedRecordCount: 0,
          Records: records.map(record => put(stream, record)),
          EncryptionType: encryptionOf(stream),
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
