import {
  DescribeStreamSummaryCommand,
  KinesisClient,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';

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

  it('describes a stream', async () => {
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
  });

  it.each([
    ['creating', 'CREATING', 0],
    ['updating', 'UPDATING', 1],
    ['deleting', 'DELETING', 1],
  ] as const)(
    'reports a stream that is %s as %s',
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

  it('lists streams page by page', async () => {
    seed(localAws.world, 'AWS::Kinesis::Stream', 'another', {
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
    });
    const first = await kinesis.send(new ListStreamsCommand({ Limit: 1 }));
    expect(first).toMatchObject({
      StreamNames: ['another'],
      HasMoreStreams: true,
      StreamSummaries: [{ StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
    });
  });

  it('refuses a stream that does not exist with the error of Kinesis', async () => {
    await expect(
      kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'lost' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Stream lost under account 000000000000 not found.',
    });
  });
});
