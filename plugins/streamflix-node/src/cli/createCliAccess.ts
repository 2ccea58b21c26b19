import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { AwsAccess } from '../AwsAccess';
import { createAwsAccess } from '../createAwsAccess';

/** Regions to work in when a command names none: that of the AWS CLI. */
function regionOfEnvironment(): string | undefined {
  return process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
}

/**
 * Access to AWS with ordinary credentials, as the AWS CLI finds them, and without a Backstage configuration: whoever
 * has credentials may use every region they reach.
 */
export function createCliAccess(options: {
  regions: readonly (string | undefined)[];
  endpoint?: string;
}): AwsAccess {
  const named = options.regions.filter(region => region !== undefined);
  const fallback = regionOfEnvironment();
  const regions = named.length > 0 ? named : [fallback].filter(Boolean);
  if (regions.length === 0) {
    throw new InputError(
      'There is no region: give --region, or set AWS_REGION.',
    );
  }
  return createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: regions as string[],
        aws: options.endpoint ? { endpoint: options.endpoint } : {},
      },
    }),
  });
}
