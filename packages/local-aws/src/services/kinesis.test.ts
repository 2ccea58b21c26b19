import {
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { type LocalAws, startLocalAws } from '../startLocalAws';
import { clientConfig, REGION, seed } from '../testing/seed';

describe('Kinesis of local AWS', () => {
  let localAws: LocalAws;
  let kinesis: KinesisClient;

  beforeAll(async () => {
    localAws = await startLocalAws();
    kinesis = new KinesisClient(clientConfig(localAws.url));
    seed(localAws.world, 'AWS::Kinesis::Stream', 'ingest', {
      ShardCount: 4,
      RetentionPeriodHours: 48,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      DesiredShardLevelMetrics: ['IncomingBytes'],
      Tags: [{ Key: 'Environment', Value: 'demo' }],
    });
  });
  afterAll(() => localAws.stop());

  it('describes a stream in short and in full', async () => {
    const { StreamDescriptionSummary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: 'ingest' }),
    );
    expect(StreamDescriptionSummary).toMatchObject({
      StreamARN: `arn:aws:kinesis:${REGION}:000000000000:stream/ingest`,
      StreamStatus: 'ACTIVE',
      OpenShardCount: 4,
      RetentionPeriodHours: 48,
      EncryptionType: 'KMS',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      EnhancedMonitoring: [{ ShardLevelMetrics: ['IncomingBytes'] }],
    });
    expect(StreamDescriptionSummary?.StreamCreationTimestamp).toBeInstanceOf(
      Date,
    );
    const { StreamDescription } = await kinesis.send(
      new DescribeStreamCommand({ StreamName: 'ingest', Limit: 3 }),
    );
    expect(StreamDescription?.Shards).toHaveLength(3);
    expect(StreamDescription?.HasMoreShards).toBe(true);
  });

  it('divides the hash keys among its shards without a gap', async () => {
    const { Shards = [] } = await kinesis.send(
      new ListShardsCommand({ StreamName: 'ingest' }),
    );
    const ranges = Shards.map(({ HashKeyRange }) => [
      BigInt(HashKeyRange?.StartingHashKey ?? -1),
      BigInt(HashKeyRange?.EndingHashKey ?? -1),
    ]);
    expect(ranges[0][0]).toBe(0n);
    expect(ranges[3][1]).toBe(2n ** 128n - 1n);
    for (let index = 1; index < ranges.length; index++) {
      expect(ranges[index][0]).toBe(ranges[index - 1][1] + 1n);
    }
    const page = await kinesis.send(
      new ListShardsCommand({ StreamName: 'ingest', MaxResults: 3 }),
    );
    const rest = await kinesis.send(
      new ListShardsCommand({ NextToken: page.NextToken }),
    );
    expect(rest.Shards?.map(({ ShardId }) => ShardId)).toEqual([
      'shardId-000000000003',
    ]);
  });

  it.each([
    ['creating', 'CREATING', 0],
    ['updating', 'UPDATING', 1],
    ['deleting', 'DELETING', 1],
  ] as const)(
    'says of a stream that is %s that it is %s',
    async (phase, status, shards) => {
      const stream = seed(
        localAws.world,
        'AWS::Kinesis::Stream',
        `s-${phase}`,
        {},
        { phase },
      );
      const { StreamDescriptionSummary } = await kinesis.send(
        new DescribeStreamSummaryCommand({ StreamName: stream.physicalId }),
      );
      expect(StreamDescriptionSummary).toMatchObject({
        StreamStatus: status,
        OpenShardCount: shards,
      });
      localAws.world.remove(stream);
    },
  );

  it('takes records, and sends the same key to the same shard', async () => {
    const put = (key: string) =>
      kinesis.send(
        new PutRecordCommand({
          StreamName: 'ingest',
          PartitionKey: key,
          Data: Buffer.from('hello'),
        }),
      );
    const [first, again] = [await put('movie-1'), await put('movie-1')];
    expect(again.ShardId).toBe(first.ShardId);
    expect(BigInt(again.SequenceNumber ?? 0)).toBeGreaterThan(
      BigInt(first.SequenceNumber ?? 0),
    );
    const many = await kinesis.send(
      new PutRecordsCommand({
        StreamARN: `arn:aws:kinesis:${REGION}:000000000000:stream/ingest`,
        Records: ['a', 'b', 'c'].map(PartitionKey => ({
          PartitionKey,
          Data: Buffer.from(PartitionKey),
        })),
      }),
    );
    expect(many).toMatchObject({ FailedRecordCount: 0, EncryptionType: 'KMS' });
    expect(many.Records).toHaveLength(3);
    await expect(
      kinesis.send(
        new PutRecordsCommand({ StreamName: 'ingest', Records: [] }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('lists streams and tags', async () => {
    seed(localAws.world, 'AWS::Kinesis::Stream', 'another', {
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
    });
    const first = await kinesis.send(new ListStreamsCommand({ Limit: 1 }));
    expect(first).toMatchObject({
      StreamNames: ['another'],
      HasMoreStreams: true,
      StreamSummaries: [{ StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
    });
    const { Tags, HasMoreTags } = await kinesis.send(
      new ListTagsForStreamCommand({ StreamName: 'ingest' }),
    );
    expect(Tags).toEqual([{ Key: 'Environment', Value: 'demo' }]);
    expect(HasMoreTags).toBe(false);
  });

  it('misses what is not there in the words of Kinesis', async () => {
    await expect(
      kinesis.send(new DescribeStreamCommand({ StreamName: 'lost' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Stream lost under account 000000000000 not found.',
    });
  });
});
