import { AwsError } from '../Service';
import type { ObjectStore } from '../services/s3/ObjectStore';

/** Bucket and key of an S3 URL in either of its forms: `https://bucket.s3.region.amazonaws.com/key` or `https://host/bucket/key`. */
function locate(url: string): { bucket: string; key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, bucket] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  if (bucket !== undefined) return { bucket, key: path };
  const slash = path.indexOf('/');
  return slash < 0
    ? undefined
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

/** The object behind an S3 URL as text; undefined when there is none. */
export function readS3Object(
  store: ObjectStore,
  url: string,
  region: string,
): string | undefined {
  const place = locate(url);
  if (!place) return undefined;
  try {
    return store.object(place.bucket, place.key, region).body.toString('utf8');
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
