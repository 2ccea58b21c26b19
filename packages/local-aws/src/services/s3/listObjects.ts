import { type Fields, numberOf, stringOf } from '../../world/values';
import { paginate } from '../paginate';
import type { Bucket } from './ObjectStore';

/** A page of a bucket's keys, sorted by bytes; keys with the delimiter are grouped into common prefixes. */
export function listObjects(bucket: Bucket, input: Fields): Fields {
  const prefix = stringOf(input.prefix) ?? '';
  const delimiter = stringOf(input.delimiter);
  const startAfter = stringOf(input['start-after']) ?? '';
  const maxKeys = numberOf(input['max-keys']) ?? 1000;
  const folders = new Set<string>();
  const objects = [...bucket.objects.values()]
    .filter(({ key }) => key.startsWith(prefix) && key > startAfter)
    .filter(({ key }) => {
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      if (!delimiter || end < 0) return true;
      folders.add(key.slice(0, end + delimiter.length));
      return false;
    })
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const { items, nextToken } = paginate(
    objects,
    maxKeys,
    stringOf(input['continuation-token']),
    'InvalidArgument',
  );
  const encode = (text: string) =>
    input['encoding-type'] === 'url' ? encodeURIComponent(text) : text;
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter && encode(delimiter),
    EncodingType: input['encoding-type'],
    MaxKeys: maxKeys,
    KeyCount: items.length + folders.size,
    IsTruncated: nextToken !== undefined,
    ContinuationToken: input['continuation-token'],
    NextContinuationToken: nextToken,
    Contents: items.map(({ key, body, etag, modifiedAt }) => ({
      Key: encode(key),
      LastModified: modifiedAt,
      ETag: etag,
      Size: body.length,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: [...folders].sort().map(each => ({ Prefix: encode(each) })),
  };
}
