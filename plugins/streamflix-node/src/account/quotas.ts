import { retryThrottled } from '../aws/retryThrottled';
import { accountQuotas, readQuota } from '../offers/accountQuotas';
import type { AccountCheck } from './AccountCheck';
import { defaultSpecs } from './defaultSpecs';

/**
 * Whether the quotas of the account leave room for the environments, by blueprint. A plan reports them for its own environment;
 * this is earlier, and for several.
 */
export const quotaChecks: readonly AccountCheck[] = accountQuotas.map(
  quota => ({
    id: `quota-${quota.code}`,
    title: `Quota: ${quota.title}`,
    async run({ clients, environments, target }) {
      const [value, used] = await Promise.all([
        readQuota(clients, quota),
        retryThrottled(() => quota.used(clients)),
      ]);
      const available = value - (used ?? 0);
      const needs = defaultSpecs(target.region).flatMap(({ id, spec }) =>
        spec ? [{ id, count: Math.ceil(environments * quota.need(spec)) }] : [],
      );
      const lacking = needs.filter(({ count }) => count > available);
      const state =
        used === undefined ? `${value} in all` : `${used} of ${value} used`;
      if (lacking.length === 0) {
        return used === undefined
          ? [
              {
                state: 'unknown',
                message: `${state}. CloudWatch has no figure of what is used.`,
              },
            ]
          : [{ state: 'ok', message: `${state}.` }];
      }
      const desired =
        (used ?? 0) + Math.max(...lacking.map(({ count }) => count));
      const list = lacking.map(({ id, count }) => `${id} needs ${count}`);
      return [
        {
          state: lacking.length === needs.length ? 'failed' : 'warning',
          message: `${state}. For ${environments} more: ${list.join(', ')}.`,
          fix: `aws service-quotas request-service-quota-increase --region ${target.region} --service-code ${quota.service} --quota-code ${quota.code} --desired-value ${desired}`,
        },
      ];
    },
  }),
);
