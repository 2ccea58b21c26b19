import { S3ServiceException } from '@aws-sdk/client-s3';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError } from '../aws/AwsError';
import type { StagedTemplate } from '../cloudformation/StackWriter';
import { RefusedError } from '../aws/RefusedError';
import type { StreamflixSettings } from '../aws/StreamflixSettings';
import { inlineLimit } from '../cloudformation/templateLimits';
import { stagingBucketOf } from '../preflight/stagingBucketOf';

/** S3 location of a template too large for the request; undefined when it is small enough, or no bucket is configured. */
export function stagedTemplate(
  { stagingBucket }: Pick<StreamflixSettings, 'stagingBucket'>,
  ref: EnvironmentRef,
  options: { bytes: number; name: string },
): StagedTemplate | undefined {
  const bucket = stagingBucketOf(stagingBucket, ref);
  if (options.bytes <= inlineLimit || !bucket) return undefined;
  return { bucket, key: `streamflix/${ref.suffix}/${options.name}.json` };
}

/** Maps an error of S3: a bucket that cannot be used becomes a RefusedError, others are returned unchanged. */
export function refuseBucket(
  error: unknown,
  ref: EnvironmentRef,
  { bucket }: StagedTemplate,
): unknown {
  const isDenied =
    error instanceof AwsError &&
    error.kind === 'denied' &&
    error.service === 's3';
  if (!isDenied && !(error instanceof S3ServiceException)) return error;
  return new RefusedError([
    {
      path: '',
      message: `The template must go through the staging bucket ${bucket}, which cannot be used: ${(isDenied
        ? error.describeForUser()
        : error.message
      ).replace(/\.?$/, '.')} It must exist in ${
        ref.region
      } and belong to account ${ref.account} (streamflix.staging.bucket).`,
    },
  ]);
}
