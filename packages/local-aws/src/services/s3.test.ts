import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { get } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, seed } from '../__testUtils__/seed';

describe('S3 of local AWS', () => {
  let localAws: LocalAws;
  let s3: S3Client;

  beforeAll(async () => {
    localAws = await startLocalAws();
    s3 = new S3Client(clientConfig(localAws.url));
    await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  });
  afterAll(() => localAws.stop());

  const put = (Key: string, Body = 'x') =>
    s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body }));

  it('returns objects as they were stored', async () => {
    const body = `{"Resources":{"ü":"${'x'.repeat(60_000)}"}}`;
    const { ETag } = await s3.send(
      new PutObjectCommand({
        Bucket: 'templates',
        Key: 'a folder/flix & co.json',
        Body: body,
        ContentType: 'application/json',
      }),
    );
    const object = await s3.send(
      new GetObjectCommand({
        Bucket: 'templates',
        Key: 'a folder/flix & co.json',
      }),
    );
    expect(await object.Body?.transformToString()).toBe(body);
    expect(object).toMatchObject({ ETag, ContentType: 'application/json' });
    expect(object.ContentLength).toBe(Buffer.byteLength(body));
    expect(object.LastModified).toBeInstanceOf(Date);
  });

  it('accepts a chunked upload with a trailing checksum', async () => {
    const body = 'piece '.repeat(40_000);
    await s3.send(
      new PutObjectCommand({
        Bucket: 'templates',
        Key: 'streamed',
        Body: Readable.from([Buffer.from(body)]),
        ContentLength: Buffer.byteLength(body),
      }),
    );
    const object = await s3.send(
      new GetObjectCommand({ Bucket: 'templates', Key: 'streamed' }),
    );
    expect(await object.Body?.transformToString()).toBe(body);
  });

  it('stores an empty object', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket: 'templates',
        Key: 'empty',
        Body: '',
        ContentLength: 0,
      }),
    );
    const object = await s3.send(
      new GetObjectCommand({ Bucket: 'templates', Key: 'empty' }),
    );
    expect(object.ContentLength).toBe(0);
  });

  it('lists keys in order, by prefix, grouped by a delimiter, page by page', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'listed' }));
    for (const Key of ['b', 'a/2', 'a/1', 'c&d']) {
      await s3.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: 'x' }));
    }
    const keys = async (options: object) => {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: 'listed', ...options }),
      );
      return Contents.map(({ Key }) => Key);
    };
    expect(await keys({})).toEqual(['a/1', 'a/2', 'b', 'c&d']);
    expect(await keys({ Prefix: 'a/' })).toEqual(['a/1', 'a/2']);
    const folded = await s3.send(
      new ListObjectsV2Command({ Bucket: 'listed', Delimiter: '/' }),
    );
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    expect(folded.KeyCount).toBe(3);
    const first = await s3.send(
      new ListObjectsV2Command({ Bucket: 'listed', MaxKeys: 3 }),
    );
    expect(first.IsTruncated).toBe(true);
    expect(
      await keys({ ContinuationToken: first.NextContinuationToken }),
    ).toEqual(['c&d']);
  });

  it('has the buckets of stacks in addition to its own', async () => {
    seed(localAws.world, 'AWS::S3::Bucket', 'of-a-stack');
    const head = await s3.send(new HeadBucketCommand({ Bucket: 'of-a-stack' }));
    expect(head.BucketRegion).toBe('eu-west-2');
  });

  it('serves the host name of a bucket', async () => {
    await put('by-host', 'hello');
    // `fetch` does not allow setting the host header.
    const body = await new Promise<string>((resolve, reject) => {
      get(
        `${localAws.url}/by-host`,
        {
          headers: {
            host: `templates.localhost:${new URL(localAws.url).port}`,
            authorization:
              'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-2/s3/aws4_request, SignedHeaders=host, Signature=00',
          },
        },
        response => text(response).then(resolve, reject),
      ).once('error', reject);
    });
    expect(body).toBe('hello');
  });

  it('deletes objects', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'short-lived' }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'short-lived', Key: 'k', Body: 'x' }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket: 'short-lived', Key: 'k' }));
    await expect(
      s3.send(new GetObjectCommand({ Bucket: 'short-lived', Key: 'k' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('reports missing buckets and objects with the errors of S3', async () => {
    await expect(
      s3.send(new GetObjectCommand({ Bucket: 'templates', Key: 'lost' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      s3.send(new GetObjectCommand({ Bucket: 'lost', Key: 'k' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(
      s3.send(new HeadBucketCommand({ Bucket: 'lost' })),
    ).rejects.toMatchObject({ name: 'NotFound' });
    await expect(
      s3.send(new CreateBucketCommand({ Bucket: 'templates' })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  });
});
