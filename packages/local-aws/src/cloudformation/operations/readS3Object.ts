import { AwsError } from '../../protocols/Service';
import type { ObjectStore } from '../../services/s3/ObjectStore';
import { validationError } from '../template/validationError';

interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/**
 * `https://bucket.s3.region.amazonaws.com/key`, `https://s3.region.amazonaws.com/bucket/key`, and the same two forms of local
 * AWS, which use plain http.
 */
function locate(url: string): S3Location | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  const isAws = /(^|\.)s3[.-].*amazonaws\.com(\.cn)?$/.test(hostname);
  const isLocal = /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
  if (!(isAws && protocol === 'https:') && !isLocal) return undefined;
  const path = decodeURIComponent(pathname.slice(1));
  const [, bucket] = /^(.+)\.(?:s3[.-].*|localhost)$/.exec(hostname) ?? [];
  if (bucket !== undefined) return { bucket, key: path };
  const slash = path.indexOf('/');
  return slash < 0
    ? undefined
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

/**
 * The object at an S3 URL as text.
 *
 * @throws AwsError `ValidationError` when the URL is not an S3 URL, or the object does not exist
 */
export function readS3Object(
  store: ObjectStore,
  url: string,
  region: string,
): string {
  const location = locate(url);
  if (!location) throw validationError('TemplateURL must be a supported URL.');
  try {
    return store
      .object(location.bucket, location.key, region)
      .body.toString('utf8');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}
