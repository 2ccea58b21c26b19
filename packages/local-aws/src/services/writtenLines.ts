import { fieldsOf, listOf, stringOf } from '../world/values';
import type { Resource, World } from '../world/World';
import { seedOf } from './cloudwatch/level';

/** A line in a log group. */
export interface WrittenLine {
  readonly stream: string;
  readonly timestamp: number;
  readonly message: string;
}

/** What writes into a log group. */
interface Writer {
  readonly stream: string;
  /** Time of its first line, in milliseconds. */
  readonly since: number;
  /** Milliseconds between two lines. */
  readonly interval: number;
  write(at: Date, seed: number): string;
}

const paths = ['/content', '/content/42', '/content/7/playlist', '/health'];

/** nginx's own format, which the image that environments run until they have their own writes. */
const requestLine = (at: Date, seed: number) =>
  `10.0.${11 + (seed % 2)}.${
    10 + (seed % 200)
  } - - [${at.toISOString()}] "GET ${paths[seed % paths.length]} HTTP/1.1" ${
    seed % 50 === 0 ? 404 : 200
  } ${200 + (seed % 4_000)} "-"`;

const recordLine = (_: Date, seed: number) =>
  `INFO processed ${1 + (seed % 90)} records of shard ${seed % 2} in ${
    5 + (seed % 60)
  } ms`;

/** An access log in the format of its stage. */
const formatted = (format: string) => (at: Date, seed: number) => {
  const values: Record<string, string> = {
    requestId: seed.toString(16).padStart(8, '0'),
    requestTime: at.toISOString(),
    'identity.sourceIp': `203.0.113.${1 + (seed % 250)}`,
    httpMethod: 'GET',
    path: paths[seed % (paths.length - 1)],
    status: seed % 50 === 0 ? '404' : '200',
    responseLatency: String(8 + (seed % 90)),
  };
  return format.replace(
    /\$context\.([\w.]+)/g,
    (_, name: string) => values[name] ?? '-',
  );
};

/** The tasks of running services whose task definition logs into the group. */
function taskWriters(world: World, region: string, group: string): Writer[] {
  return world.list(region, 'AWS::ECS::Service').flatMap(service => {
    const definition = world.find(
      region,
      'AWS::ECS::TaskDefinition',
      stringOf(service.properties.TaskDefinition) ?? '',
    );
    return listOf(definition?.properties.ContainerDefinitions).flatMap(
      container => {
        const { Name, LogConfiguration, PortMappings } = fieldsOf(container);
        const options = fieldsOf(fieldsOf(LogConfiguration).Options);
        if (
          options['awslogs-group'] !== group ||
          service.phase === 'creating' ||
          service.stoppedTasks
        ) {
          return [];
        }
        const task = seedOf(service.physicalId).toString(16).padStart(8, '0');
        return {
          stream: `${options['awslogs-stream-prefix']}/${Name}/${task}`,
          since: service.createdAt.getTime(),
          interval: 3_000,
          write: listOf(PortMappings).length > 0 ? requestLine : recordLine,
        };
      },
    );
  });
}

/** The stages of APIs whose access log is the group. */
function stageWriters(world: World, region: string, group: string): Writer[] {
  const isHere = (destination: unknown) =>
    (stringOf(destination) ?? '')
      .split(':log-group:')[1]
      ?.replace(/:\*$/, '') === group;
  const writerOf = (stage: Resource, settings: unknown): Writer[] => {
    const { DestinationArn, Format } = fieldsOf(settings);
    if (!isHere(DestinationArn) || stage.phase === 'creating') return [];
    return [
      {
        stream: seedOf(stage.physicalId).toString(16),
        since: stage.createdAt.getTime(),
        interval: 2_000,
        write: formatted(stringOf(Format) ?? '$context.requestId'),
      },
    ];
  };
  return [
    ...world
      .list(region, 'AWS::ApiGateway::Stage')
      .flatMap(stage => writerOf(stage, stage.properties.AccessLogSetting)),
    ...world
      .list(region, 'AWS::ApiGatewayV2::Stage')
      .flatMap(stage => writerOf(stage, stage.properties.AccessLogSettings)),
  ];
}

/** What a running environment has written into a log group, oldest first. The same time always has the same lines. */
export function writtenLines(
  world: World,
  region: string,
  group: string,
  { start, end }: { start: number; end: number },
): WrittenLine[] {
  const last = Math.min(end, world.now().getTime());
  return [
    ...taskWriters(world, region, group),
    ...stageWriters(world, region, group),
  ]
    .flatMap(({ stream, since, interval, write }) => {
      const lines: WrittenLine[] = [];
      const first = Math.ceil(Math.max(start, since) / interval);
      for (let index = first; index * interval <= last; index += 1) {
        const timestamp = index * interval;
        lines.push({
          stream,
          timestamp,
          message: write(new Date(timestamp), seedOf(stream, String(index))),
        });
      }
      return lines;
    })
    .sort((a, b) => a.timestamp - b.timestamp);
}
