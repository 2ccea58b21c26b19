import { createHash } from 'node:crypto';
import type { RestService } from '../protocols/RestService';
import { stringOf } from '../world/values';
import type { World } from '../world/World';
import { listObjects } from './s3/listObjects';
import type { ObjectStore, StoredObject } from './s3/ObjectStore';

/**
 * S3: buckets and objects in memory, for templates too large for a request. Buckets are those created here and those of stacks.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
 */
export function createS3(world: World, store: ObjectStore): RestService {
  const objectHeaders = {
    ContentLength: 'content-length',
    ContentType: 'content-type',
    ETag: 'etag',
    LastModified: 'last-modified',
  };

  return {
    name: 's3',
    routes: [
      {
        method: 'PUT',
        path: '/{Bucket}',
        operation: 'CreateBucket',
        headersOut: { Location: 'location' },
      },
      {
        method: 'HEAD',
        path: '/{Bucket}',
        operation: 'HeadBucket',
        headersOut: { BucketRegion: 'x-amz-bucket-region' },
      },
      {
        method: 'GET',
        path: '/{Bucket}',
        whenQuery: { 'list-type': '2' },
        operation: 'ListObjectsV2',
        root: 'ListBucketResult',
      },
      {
        method: 'PUT',
        path: '/{Bucket}/{Key+}',
        operation: 'PutObject',
        payload: 'Body',
        headersIn: { ContentType: 'content-type' },
        headersOut: {
          ETag: 'etag',
          ServerSideEncryption: 'x-amz-server-side-encryption',
          VersionId: 'x-amz-version-id',
        },
      },
      {
        method: 'GET',
        path: '/{Bucket}/{Key+}',
        operation: 'GetObject',
        payload: 'Body',
        headersOut: objectHeaders,
      },
      {
        method: 'DELETE',
        path: '/{Bucket}/{Key+}',
        operation: 'DeleteObject',
        status: 204,
      },
    ],
    operations: {
      CreateBucket(input, { region }) {
        const { name } = store.create(String(input.Bucket), region);
        return { Location: `/${name}` };
      },

      HeadBucket: (input, { region }) => ({
        BucketRegion: store.bucket(input.Bucket, region).region,
      }),

      ListObjectsV2: (input, { region }) =>
        listObjects(store.bucket(input.Bucket, region), input),

      PutObject(input, { region }) {
        const body = Buffer.isBuffer(input.Body) ? input.Body : Buffer.alloc(0);
        const object: StoredObject = {
          key: String(input.Key),
          body,
          contentType: stringOf(input.ContentType) ?? 'binary/octet-stream',
          etag: `"${createHash('md5').update(body).digest('hex')}"`,
          modifiedAt: world.now(),
        };
        store.bucket(input.Bucket, region).objects.set(object.key, object);
        return { ETag: object.etag };
      },

      GetObject(input, { region }) {
        const object = store.object(input.Bucket, input.Key, region);
        return { ...describe(object), Body: object.body };
      },

      DeleteObject(input, { region }) {
        store.bucket(input.Bucket, region).objects.delete(String(input.Key));
      },
    },
  };
}

function describe({ body, contentType, etag, modifiedAt }: StoredObject) {
  return {
    ContentLength: body.length,
    ContentType: contentType,
    ETag: etag,
    LastModified: modifiedAt,
  };
}
