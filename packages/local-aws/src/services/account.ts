import { AwsError } from '../protocols/Service';
import type { RestService } from '../protocols/RestService';
import type { EnabledRegions } from './EnabledRegions';
import { requireString } from './requireString';

/**
 * The part of Account Management that enables regions, at once; AWS takes minutes to hours.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/API_Operations.html
 */
export function createAccount(regions: EnabledRegions): RestService {
  const statusOf = (region: string) => {
    if (!regions.isOptIn(region)) return 'ENABLED_BY_DEFAULT';
    return regions.isEnabled(region) ? 'ENABLED' : 'DISABLED';
  };
  return {
    name: 'account',
    routes: [
      { method: 'POST', path: '/enableRegion', operation: 'EnableRegion' },
      {
        method: 'POST',
        path: '/getRegionOptStatus',
        operation: 'GetRegionOptStatus',
      },
    ],
    operations: {
      EnableRegion(input) {
        const region = requireString(input, 'RegionName');
        if (!regions.isOptIn(region)) {
          throw new AwsError(
            'ValidationException',
            `Region ${region} cannot be enabled or disabled.`,
          );
        }
        regions.enable(region);
      },

      GetRegionOptStatus(input) {
        const region = requireString(input, 'RegionName');
        return { RegionName: region, RegionOptStatus: statusOf(region) };
      },
    },
  };
}
