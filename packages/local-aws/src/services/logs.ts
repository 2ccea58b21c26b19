import type { Service } from '../protocols/Service';
import { numberOf, stringOf } from '../world/values';
import type { World } from '../world/World';
import { paginate } from './paginate';

/**
 * The part of CloudWatch Logs that describes the log groups of stacks; they have no log events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
 */
export function createLogs(world: World): Service {
  return {
    name: 'logs',
    operations: {
      DescribeLogGroups(input, { region }) {
        const prefix = stringOf(input.logGroupNamePrefix) ?? '';
        const groups = world
          .list(region, 'AWS::Logs::LogGroup')
          .filter(
            ({ physicalId, phase }) =>
              physicalId.startsWith(prefix) &&
              phase !== 'creating' &&
              phase !== 'failed',
          )
          .sort((a, b) => a.physicalId.localeCompare(b.physicalId));
        const { items, nextToken } = paginate(
          groups,
          numberOf(input.limit) ?? 50,
          stringOf(input.nextToken),
          'InvalidParameterException',
        );
        return {
          logGroups: items.map(({ physicalId, properties, createdAt }) => {
            const arn = `arn:aws:logs:${region}:${world.accountId}:log-group:${physicalId}`;
            return {
              logGroupName: physicalId,
              arn: `${arn}:*`,
              logGroupArn: arn,
              creationTime: createdAt.getTime(),
              retentionInDays: numberOf(properties.RetentionInDays),
              kmsKeyId: properties.KmsKeyId,
              logGroupClass: stringOf(properties.LogGroupClass) ?? 'STANDARD',
              metricFilterCount: 0,
              storedBytes: 0,
            };
          }),
          nextToken,
        };
      },
    },
  };
}
