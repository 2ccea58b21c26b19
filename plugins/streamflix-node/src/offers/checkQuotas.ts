import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
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
  const { title, service, code, type, need, maximum = need } = quota;
  const [needed, most] = [need(specs.spec), maximum(specs.spec)];
  const before = specs.running && {
    needed: need(specs.running),
    most: maximum(specs.running),
  };
  const more = needed - (before?.needed ?? 0);
  // A change that needs no more than what runs is no news about the account.
  if (more <= 0 && before && most <= before.most) return [];
  const clients = await access.clients(target);
  const [value, used] = await Promise.all([
    access.answers.read(target, `quota ${code}`, () =>
      readQuota(clients, quota),
    ),
    retryThrottled(async () => quota.used?.(clients)),
  ]);
  const increase = (desired: number) =>
    `An administrator can request an increase to at least ${desired} (Service Quotas, ${service}, ${code}).`;
  if (used !== undefined) {
    return used + more <= value
      ? []
      : [
          {
            type,
            message: `Quota of ${title}: ${used} of ${value} are used in ${
              target.region
            }, and this environment needs ${more} more. ${increase(
              used + more,
            )}`,
          },
        ];
  }
  const desired = Math.max(needed, most);
  if (desired <= value) return [];
  const uses = [`${needed} while its tasks are replaced`];
  if (most > needed) uses.push(`up to ${most} at its maximum`);
  return [
    {
      type,
      message: `Quota of ${title}: ${value} in ${
        target.region
      }, for everything in the account. This environment uses ${uses.join(
        ' and ',
      )}. ${increase(desired)}`,
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
  const unread = new Set<string>();
  const found = await Promise.all(
    accountQuotas.map(quota =>
      checkQuota(access, target, quota, { spec, running }).catch(
        (error: unknown) => {
          unread.add(describeForUser(error));
          return [];
        },
      ),
    ),
  );
  return [
    ...found.flat(),
    ...[...unread].map(reason => ({
      message: `Whether the quotas of the account leave room could not be checked: ${reason}`,
    })),
  ];
}
