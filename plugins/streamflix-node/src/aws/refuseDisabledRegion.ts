import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsAccess, AwsTarget } from './AwsAccess';
import { AwsError } from './AwsError';
import { enabledRegionOf } from './enabledRegionOf';
import { optInRegions } from './optInRegions';
import { RefusedError } from './RefusedError';
import { retryThrottled } from './retryThrottled';

/** A region that the account has not enabled refuses valid credentials like wrong ones. */
export const mayBeDisabled = (error: unknown, region: string): boolean =>
  error instanceof AwsError &&
  error.kind === 'credentials' &&
  optInRegions.includes(region);

const refusal = (message: string) =>
  new RefusedError([
    {
      path: 'region',
      message: `${message} Enable the region in the account’s settings and wait until it is enabled, which takes minutes to hours; or choose another region.`,
    },
  ]);

/**
 * Whether a call may have failed because the account has not enabled the region: then the same credentials are valid in a region
 * that no account has to enable. So are session tokens of version 1, although the region may be enabled.
 *
 * @returns what to throw: a refusal, or the error itself when something else is wrong
 */
export async function refuseDisabledRegion(
  access: Pick<AwsAccess, 'clients'>,
  { account, region }: AwsTarget,
  error: unknown,
): Promise<unknown> {
  if (error instanceof AwsError && error.causeId === 'region-not-enabled') {
    return refusal(`Region ${region} is not enabled in account ${account}.`);
  }
  if (!mayBeDisabled(error, region)) return error;
  const elsewhere = enabledRegionOf(region);
  try {
    const { sts } = await access.clients({ account, region: elsewhere });
    await retryThrottled(() => sts.send(new GetCallerIdentityCommand({})));
  } catch {
    return error;
  }
  return refusal(
    `Region ${region} is not enabled in account ${account}, or the credentials are not valid there: AWS accepts them in ${elsewhere}, and session tokens of the global endpoint of STS are by default valid only in regions that are enabled in every account.`,
  );
}
