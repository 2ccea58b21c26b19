import { DescribeAvailabilityZonesCommand } from '@aws-sdk/client-ec2';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';

/**
 * Ids of the zones in which an account can create subnets, sorted.
 *
 * @throws AwsError, or the SDK's error
 */
export const readZones = (
  access: AwsAccess,
  target: AwsTarget,
): Promise<string[]> =>
  access.answers.read(target, 'zones', async () => {
    const { ec2 } = await access.clients(target);
    const { AvailabilityZones = [] } = await retryThrottled(() =>
      ec2.send(new DescribeAvailabilityZonesCommand({})),
    );
    return AvailabilityZones.filter(
      ({ State, ZoneType = 'availability-zone' }) =>
        State === 'available' && ZoneType === 'availability-zone',
    )
      .flatMap(({ ZoneId }) => ZoneId ?? [])
      .sort();
  });
