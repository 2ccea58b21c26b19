import {
  groupByReason,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { retryThrottled } from '../aws/retryThrottled';
import { accountQuotas, readQuota, type AccountQuota } from './accountQuotas';

/** A quota that an environment may exceed, or that could not be checked. */
export interface QuotaWarning {
  message: string;
  /** The resource type it counts, if it counts one. */
  type?: string;
}

async function checkQuota(
  access: AwsAccess,
  target: AwsTarget,
  quota: AccountQuota,
  specs: { spec: EnvironmentSpec; running?: EnvironmentSpec },
): Promise<QuotaWarning[]> {
  const { title, service, code, type, need, idle = need, maximum } = quota;
  const { spec, running } = specs;
  const needed = need(spec);
  const most = maximum?.(spec) ?? needed;
  // A change that needs no more than what runs is no news about the account.
  if (
    running &&
    needed <= need(running) &&
    most <= (maximum ?? need)(running)
  ) {
    return [];
  }
  const clients = await access.clients(target);
  const [value, used] = await Promise.all([
    access.answers.read(target, `quota ${code}`, () =>
      readQuota(clients, quota),
    ),
    retryThrottled(() => quota.used(clients)),
  ]);
  // What the environment itself uses is part of what is used.
  const own = running ? idle(running) : 0;
  const others = Math.max(0, (used ?? 0) - own);
  const desired = others + Math.max(needed, most);
  if (used !== undefined && desired <= value) return [];
  const { region } = target;
  const increase =
    desired > value
      ? ` An administrator can request an increase to at least ${desired} (Service Quotas, ${service}, ${code}).`
      : '';
  const uses = maximum
    ? `uses ${needed} while its tasks are replaced${
        most > needed ? ` and up to ${most} at its maximum` : ''
      }`
    : `needs ${needed - own} more`;
  return [
    {
      type,
      message:
        used === undefined
          ? `Quota of ${title}: ${value} in ${region}, for everything in the account; how many are used is unknown, since CloudWatch has no figure. This environment ${uses}.${increase}`
          : `Quota of ${title}: ${used} of ${value} are used in ${region}, and this environment ${uses}.${increase}`,
    },
  ];
}

/**
 * The quotas that an environment, or a change of it, may exceed. What AWS does not let us read is a warning too, and prevents
 * nothing.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function checkQuotas(
  access: AwsAccess,
  target: AwsTarget,
  spec: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<QuotaWarning[]> {
  const unread: { reason: string }[] = [];
  const found = await Promise.all(
    accountQuotas.map(quota =>
      checkQuota(access, target, quota, { spec, running }).catch(
        (error: unknown) => {
          unread.push({ reason: describeForUser(error) });
          return [];
        },
      ),
    ),
  );
  return [
    ...found.flat(),
    ...groupByReason(unread).map(({ reason }) => ({
      message: `Whether the quotas of the account leave room could not be checked: ${reason}`,
    })),
  ];
}
