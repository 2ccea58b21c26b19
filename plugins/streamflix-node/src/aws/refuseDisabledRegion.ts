import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsAccess, AwsTarget } from './AwsAccess';
import { AwsError } from './AwsError';
import { enabledRegionOf } from './enabledRegionOf';
import { optInRegions } from './optInRegions';
import {
  deniedRegion,
  isDeniedByPolicy,
  readOptInStatus,
  refusedTokens,
} from './regionStatus';
import { RefusedError } from './RefusedError';
import { retryThrottled } from './retryThrottled';

/** A region that the account has not enabled refuses valid credentials like wrong ones. */
export const mayBeDisabled = (error: unknown, region: string): boolean =>
  error instanceof AwsError &&
  error.kind === 'credentials' &&
  optInRegions.includes(region);

const refusal = (message: string) =>
  new RefusedError([{ path: 'region', message }]);

const enableIt =
  'Enable the region in the account’s settings and wait until it is enabled, which takes minutes to hours; or choose another region.';

/**
 * Whether a call may have failed because of the region: a policy denies it, or the account has not enabled it. Then the same
 * credentials are valid in a region that no account has to enable. So are session tokens of version 1, although the region may be
 * enabled.
 *
 * @returns what to throw: a refusal, or the error itself when something else is wrong
 */
export async function refuseDisabledRegion(
  access: Pick<AwsAccess, 'clients'>,
  target: AwsTarget,
  error: unknown,
): Promise<unknown> {
  const { account, region } = target;
  const disabled = () =>
    refusal(
      `Region ${region} is not enabled in account ${account}. ${enableIt}`,
    );
  if (error instanceof AwsError && error.causeId === 'region-not-enabled') {
    return disabled();
  }
  if (error instanceof AwsError && error.kind === 'denied') {
    return (await isDeniedByPolicy(access, target))
      ? refusal(
          `${deniedRegion(
            target,
          )} Choose another region, or ask who administers the organization.`,
        )
      : error;
  }
  if (!mayBeDisabled(error, region)) return error;
  const elsewhere = enabledRegionOf(region);
  try {
    const { sts } = await access.clients({ account, region: elsewhere });
    await retryThrottled(() => sts.send(new GetCallerIdentityCommand({})));
  } catch {
    return error;
  }
  const status = await readOptInStatus(access, target);
  if (status === 'disabled') return disabled();
  if (status === 'enabled') return refusal(refusedTokens(target));
  return refusal(
    `Region ${region} is not enabled in account ${account}, or the credentials are not valid there: AWS accepts them in ${elsewhere}, and session tokens of the global endpoint of STS are by default valid only in regions that are enabled in every account. ${enableIt}`,
  );
}
