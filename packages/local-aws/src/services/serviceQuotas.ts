import { AwsError, type Service } from '../protocols/Service';
import type { Quotas } from '../world/Quotas';
import { type Fields, numberOf } from '../world/values';
import type { World } from '../world/World';
import { requireString } from './requireString';

/**
 * The part of Service Quotas that reads and raises one quota. Increases are granted at once; AWS takes minutes to days.
 *
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/Welcome.html
 */
export function createServiceQuotas(world: World, quotas: Quotas): Service {
  function find(input: Fields, region: string) {
    const service = requireString(input, 'ServiceCode');
    const code = requireString(input, 'QuotaCode');
    const value = quotas.valueOf(region, `${service}/${code}`);
    if (value === undefined) {
      throw new AwsError(
        'NoSuchResourceException',
        'The request failed because the specified service or quota does not exist.',
      );
    }
    return { service, code, value };
  }

  return {
    name: 'servicequotas',
    operations: {
      GetServiceQuota(input, { region, accountId }) {
        const { service, code, value } = find(input, region);
        return {
          Quota: {
            ServiceCode: service,
            QuotaCode: code,
            QuotaArn: `arn:aws:servicequotas:${region}:${accountId}:${service}/${code}`,
            Value: value,
            Adjustable: true,
            GlobalQuota: false,
          },
        };
      },

      RequestServiceQuotaIncrease(input, { region }) {
        const { service, code, value } = find(input, region);
        const desired = numberOf(input.DesiredValue) ?? 0;
        if (desired <= value) {
          throw new AwsError(
            'IllegalArgumentException',
            'You must provide a quota value greater than the current quota value.',
          );
        }
        quotas.raise(region, `${service}/${code}`, desired);
        return {
          RequestedQuota: {
            ServiceCode: service,
            QuotaCode: code,
            DesiredValue: desired,
            Status: 'APPROVED',
            Created: world.now(),
          },
        };
      },
    },
  };
}
