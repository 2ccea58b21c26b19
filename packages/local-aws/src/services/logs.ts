import { AwsError, type Service } from '../protocols/Service';
import { fieldsOf, listOf, numberOf, stringOf } from '../world/values';
import type { Resource, World } from '../world/World';
import { seedOf } from './cloudwatch/level';
import { paginate } from './paginate';
import { writtenLines } from './writtenLines';

const missing = (what: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `The specified log ${what} does not exist.`,
  );

/**
 * The part of CloudWatch Logs that describes the log groups of stacks and returns their lines: GetLogEvents those of containers that
 * a fault stops, FilterLogEvents those of what runs.
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

      FilterLogEvents(input, { region }) {
        const group = stringOf(input.logGroupName) ?? '';
        if (!world.find(region, 'AWS::Logs::LogGroup', group)) {
          throw missing('group');
        }
        const { items, nextToken } = paginate(
          writtenLines(world, region, group, {
            start: numberOf(input.startTime) ?? 0,
            end: numberOf(input.endTime) ?? Infinity,
          }),
          numberOf(input.limit) ?? 10_000,
          stringOf(input.nextToken),
          'InvalidParameterException',
        );
        return {
          events: items.map(({ stream, timestamp, message }) => ({
            logStreamName: stream,
            timestamp,
            ingestionTime: timestamp,
            message,
            eventId: `${seedOf(stream, String(timestamp))}`,
          })),
          searchedLogStreams: [],
          nextToken,
        };
      },

      GetLogEvents(input, { region }) {
        const group = stringOf(input.logGroupName) ?? '';
        const groups = world.list(region, 'AWS::Logs::LogGroup');
        if (!groups.some(({ physicalId }) => physicalId === group)) {
          throw missing('group');
        }
        const [prefix] = (stringOf(input.logStreamName) ?? '').split('/');
        const writesHere = ({ properties }: Resource) =>
          listOf(properties.ContainerDefinitions).some(container => {
            const { Options } = fieldsOf(fieldsOf(container).LogConfiguration);
            const options = fieldsOf(Options);
            return (
              options['awslogs-group'] === group &&
              options['awslogs-stream-prefix'] === prefix
            );
          });
        const definitions = world
          .list(region, 'AWS::ECS::TaskDefinition')
          .filter(writesHere)
          .map(({ physicalId }) => physicalId);
        const service = world
          .list(region, 'AWS::ECS::Service')
          .find(
            ({ properties, stoppedTasks }) =>
              stoppedTasks?.log &&
              definitions.includes(stringOf(properties.TaskDefinition) ?? ''),
          );
        if (!service) throw missing('stream');
        const timestamp = world.now().getTime();
        return {
          events: (service.stoppedTasks?.log ?? [])
            .slice(-(numberOf(input.limit) ?? 10_000))
            .map(message => ({ timestamp, ingestionTime: timestamp, message })),
          nextForwardToken: 'f/0',
          nextBackwardToken: 'b/0',
        };
      },
    },
  };
}
