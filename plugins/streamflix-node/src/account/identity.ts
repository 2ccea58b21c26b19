import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AccountFinding } from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError } from '../aws/AwsError';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { enabledRegionOf } from '../aws/enabledRegionOf';
import { mayBeDisabled } from '../aws/refuseDisabledRegion';
import {
  deniedRegion,
  isDeniedByPolicy,
  readOptInStatus,
  refusedTokens,
} from '../aws/regionStatus';
import { retryThrottled } from '../aws/retryThrottled';

async function readCallerIdentity(
  access: AwsAccess,
  target: AwsTarget,
): Promise<{ account?: string; arn?: string } | AwsError> {
  try {
    const { sts } = await access.clients(target);
    const { Account, Arn } = await retryThrottled(() =>
      sts.send(new GetCallerIdentityCommand({})),
    );
    return { account: Account, arn: Arn };
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** A region that accepts the credentials: a policy may still deny everything else there. */
async function regionOf(
  access: AwsAccess,
  target: AwsTarget,
): Promise<Pick<AccountFinding, 'state' | 'message'>> {
  const denied = await isDeniedByPolicy(access, target);
  if (denied) return { state: 'failed', message: deniedRegion(target) };
  return denied === false
    ? { state: 'ok', message: `${target.region} is enabled.` }
    : {
        state: 'unknown',
        message: `${target.region} is enabled. Whether a policy denies calls there could not be checked: the role may not call ec2:DescribeRegions.`,
      };
}

/**
 * The credentials, and whether the region is enabled. A region that an account has to enable may refuse valid credentials, so they
 * are also checked in one that always is enabled.
 *
 * @returns not usable: no other check makes sense
 */
export async function checkIdentity(
  access: AwsAccess,
  target: AwsTarget,
  describe: (error: unknown) => string,
): Promise<{ usable: boolean; findings: AccountFinding[] }> {
  const { account, region } = target;
  const credentials = { id: 'credentials', title: 'Credentials' };
  const enabled = { id: 'region', title: 'Region' };
  const here = await readCallerIdentity(access, target);
  if (!(here instanceof AwsError)) {
    const right = here.account === account;
    return {
      usable: right,
      findings: [
        {
          ...credentials,
          state: right ? 'ok' : 'failed',
          message: right
            ? `${here.arn}.`
            : `The credentials configured for account ${account} belong to account ${here.account}. Correct aws.accounts in the configuration.`,
        },
        ...(right ? [{ ...enabled, ...(await regionOf(access, target)) }] : []),
      ],
    };
  }
  const elsewhere = enabledRegionOf(region);
  const there = mayBeDisabled(here, region)
    ? await readCallerIdentity(access, { account, region: elsewhere })
    : here;
  if (there instanceof AwsError) {
    return {
      usable: false,
      findings: [{ ...credentials, state: 'failed', message: describe(here) }],
    };
  }
  const accepted = {
    ...credentials,
    state: 'ok',
    message: `${there.arn}.`,
  } as const;
  const status = await readOptInStatus(access, target);
  if (status === 'enabled') {
    return {
      usable: false,
      findings: [
        accepted,
        { ...enabled, state: 'failed', message: refusedTokens(target) },
      ],
    };
  }
  return {
    usable: false,
    findings: [
      accepted,
      {
        ...enabled,
        state: 'failed',
        message: status
          ? `Account ${account} has not enabled ${region}, which takes minutes to hours.`
          : `${region} refuses credentials that ${elsewhere} accepts: account ${account} has not enabled it, which takes minutes to hours, or they are a session token of the global endpoint of STS, which by default is not valid there.`,
        fix: `aws account enable-region --region-name ${region}`,
      },
    ],
  };
}
