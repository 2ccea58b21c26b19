import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';
import { inlineLimit, stagedLimit } from '../cloudformation/templateLimits';

/**
 * Whether a template of this many bytes can be deployed.
 *
 * @param bucket - the staging bucket, where one is configured
 */
export function checkSize(bytes: number, bucket?: string): Problem[] {
  const limit = bucket ? stagedLimit : inlineLimit;
  if (bytes <= limit) return [];
  const remedy = bucket
    ? ''
    : ' With a staging bucket (streamflix.staging.bucket, in the terminal --staging-bucket) it may have 1,048,576.';
  return [
    {
      path: '',
      message: `The template has ${bytes} bytes, and CloudFormation takes at most ${limit}. Switch off parts of the environment, or shorten its tags.${remedy}`,
    },
  ];
}
