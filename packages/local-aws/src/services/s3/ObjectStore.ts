import { AwsError } from '../../protocols/Service';
import type { Resource, World } from '../../world/World';

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  /** Quoted MD5. */
  readonly etag: string;
  readonly modifiedAt: Date;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: Date;
  readonly objects: Map<string, StoredObject>;
}

/**
 * Buckets by name, which is unique in all regions, with their objects: those created by calls, and those of stacks per region.
 */
export class ObjectStore {
  private readonly buckets = new Map<string, Bucket>();
  private readonly ofStacks = new WeakMap<Resource, Bucket>();

  constructor(private readonly world: World) {}

  list(region: string): Bucket[] {
    return [
      ...this.buckets.values(),
      ...this.world
        .list(region, 'AWS::S3::Bucket')
        .map(resource => this.bucketOf(resource)),
    ].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws AwsError when the bucket does not exist */
  bucket(name: unknown, region: string): Bucket {
    const bucket = this.list(region).find(each => each.name === name);
    if (!bucket) {
      throw new AwsError(
        'NoSuchBucket',
        'The specified bucket does not exist',
        404,
      );
    }
    return bucket;
  }

  /** @throws AwsError when the bucket or the object does not exist */
  object(bucket: unknown, key: unknown, region: string): StoredObject {
    const object = this.bucket(bucket, region).objects.get(String(key));
    if (!object) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    return object;
  }

  /** @throws AwsError when the name is invalid or taken */
  create(name: string, region: string): Bucket {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new AwsError(
        'InvalidBucketName',
        'The specified bucket is not valid.',
      );
    }
    if (this.list(region).some(each => each.name === name)) {
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      );
    }
    const bucket = {
      name,
      region,
      createdAt: this.world.now(),
      objects: new Map(),
    };
    this.buckets.set(name, bucket);
    return bucket;
  }

  private bucketOf(resource: Resource): Bucket {
    const known = this.ofStacks.get(resource);
    if (known) return known;
    const bucket = {
      name: resource.physicalId,
      region: resource.region,
      createdAt: resource.createdAt,
      objects: new Map(),
    };
    this.ofStacks.set(resource, bucket);
    return bucket;
  }
}
