import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { AwsAccess, AwsTarget } from './AwsAccess';
import { AwsError } from './AwsError';
import { enabledRegionOf } from './enabledRegionOf';
import { retryThrottled } from './retryThrottled';

/**
 * Asks EC2 of one region about another: `enabled` also for a region that no account has to enable. Undefined where AWS names none.
 *
 * @throws AwsError
 */
async function readStatusFrom(
  access: Pick<AwsAccess, 'clients'>,
  { account, region }: AwsTarget,
  from: string,
): Promise<'enabled' | 'disabled' | undefined> {
  const { ec2 } = await access.clients({ account, region: from });
  const { Regions = [] } = await retryThrottled(() =>
    ec2.send(
      new DescribeRegionsCommand({ AllRegions: true, RegionNames: [region] }),
    ),
  );
  const status = Regions[0]?.OptInStatus;
  if (!status) return undefined;
  return status === 'not-opted-in' ? 'disabled' : 'enabled';
}

/** Whether an account has enabled a region, asked in one that always is enabled; undefined where that cannot be read. */
export const readOptInStatus = (
  access: Pick<AwsAccess, 'clients'>,
  target: AwsTarget,
): Promise<'enabled' | 'disabled' | undefined> =>
  readStatusFrom(access, target, enabledRegionOf(target.region)).catch(
    () => undefined,
  );

/**
 * Whether a policy denies calls in a region: one that is allowed elsewhere is denied there, as by a service control policy that
 * limits regions.
 *
 * @returns undefined where it cannot be found out: the call is denied everywhere
 */
export async function isDeniedByPolicy(
  access: Pick<AwsAccess, 'clients'>,
  target: AwsTarget,
): Promise<boolean | undefined> {
  try {
    await readStatusFrom(access, target, target.region);
    return false;
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'denied') {
      return undefined;
    }
  }
  const elsewhere = enabledRegionOf(target.region);
  if (elsewhere === target.region) return undefined;
  return readStatusFrom(access, target, elsewhere).then(
    () => true,
    () => undefined,
  );
}

/** Why a region cannot be used although nothing in the account is missing. */
export const deniedRegion = ({ account, region }: AwsTarget) =>
  `A policy denies calls in ${region} that it allows in ${enabledRegionOf(
    region,
  )}, such as a service control policy of the organization that limits the regions of account ${account}.`;

/** Why an enabled region refuses valid credentials. Source: IAM User Guide, "Manage AWS STS in an AWS Region". */
export const refusedTokens = ({ account, region }: AwsTarget) =>
  `Account ${account} has enabled ${region}, but it refuses credentials that ${enabledRegionOf(
    region,
  )} accepts: session tokens of the global endpoint of STS are by default valid only in regions that are enabled in every account. Use a regional endpoint of STS (AWS_STS_REGIONAL_ENDPOINTS=regional), or make these tokens valid in all regions in the account’s settings of IAM.`;
