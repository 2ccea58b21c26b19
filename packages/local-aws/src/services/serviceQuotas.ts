import { AwsError, type Service } from '../protocols/Service';
import { DEFAULT_QUOTAS } from '../world/defaultQuotas';
import { type Fields, numberOf } from '../world/values';
import type { World } from '../world/World';
import { requireString } from './requireString';

/**
 * The quotas with a code, by service and code. Fargate counts vCPUs: a new account starts with 6, and AWS raises it by use.
 * Source: Amazon ECS, "Fargate service quotas".
 */
function initialQuotas(world: World): Map<string, number> {
  const quotas = new Map<string, number>();
  for (const { service, code, value } of Object.values(DEFAULT_QUOTAS)) {
    if (code) quotas.set(`${service}/${code}`, value);
  }
  quotas.set('fargate/L-3032A538', world.account === 'ready' ? 1000 : 6);
  return quotas;
}

/**
 * The part of Service Quotas that reads and raises one quota. Increases are granted at once; AWS takes minutes to days.
 *
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/Welcome.html
 */
export function createServiceQuotas(world: World): Service {
  const regions = new Map<string, Map<string, number>>();
  const quotasOf = (region: string) => {
    const quotas = regions.get(region) ?? initialQuotas(world);
    regions.set(region, quotas);
    return quotas;
  };

  function find(input: Fields, region: string) {
    const service = requireString(input, 'ServiceCode');
    const code = requireString(input, 'QuotaCode');
    const value = quotasOf(region).get(`${service}/${code}`);
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
        quotasOf(region).set(`${service}/${code}`, desired);
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
