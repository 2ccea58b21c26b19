import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { describeStack } from './describeStack';
import type { ObservedStack } from './ObservedStack';

/**
 * A stack as AWS describes it now.
 *
 * @param stack - its name, or its ARN: a deleted stack is not found by name
 * @returns undefined when it does not exist
 * @throws AwsError
 * @public
 */
export async function readObservedStack(
  access: AwsAccess,
  ref: Pick<EnvironmentRef, 'account' | 'region'>,
  stack: string,
): Promise<ObservedStack | undefined> {
  const { cloudFormation } = await access.clients(ref);
  return retryThrottled(() => describeStack(cloudFormation, stack));
}
