import {
  blueprints,
  resolveSpec,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { bodyOf, specOf } from '../__testUtils__/environment';
import { cellsOf, type Cell } from '../__testUtils__/platformTable';

/** Resource that proves a component exists. */
const parts = {
  'API service': 'Service',
  worker: 'Worker',
  'REST API': 'RestApi',
  'HTTP API': 'HttpApi',
  Aurora: 'DatabaseCluster',
  RDS: 'DatabaseInstance',
  'cache nodes': 'Cache',
  'serverless cache': 'ServerlessCache',
  'shared storage': 'FileSystem',
  stream: 'Stream',
  'dead letters': 'DeadLetterQueue',
  registry: 'Repository',
  key: 'Key',
  alarms: 'AlarmTopic',
} as const;

const consistsOf = (
  purpose: RegExp,
  ...expected: (keyof typeof parts)[]
): Cell => [
  expected.join(', '),
  ({ blueprint, body }) => {
    expect(blueprints[blueprint].purpose).toMatch(purpose);
    expect(
      Object.entries(parts)
        .filter(([, id]) => id in body.Resources)
        .map(([part]) => part),
    ).toEqual(expected);
  },
];

const regions = [
  'ap-northeast-1',
  'ap-northeast-3',
  'ca-central-1',
  'eu-central-1',
  'eu-west-2',
  'us-east-1',
];

/** The message for a user who requests a region; none when it is allowed. */
function refusal(
  blueprint: BlueprintId,
  region: string,
  allowedRegions?: string[],
): string[] {
  const { suffix, owner, secrets } = specOf(blueprint);
  const resolution = resolveSpec(
    { suffix, owner, secrets, blueprint, region },
    { allowedRegions },
  );
  return resolution.ok ? [] : resolution.problems.map(p => p.message);
}

/** The form suggests these regions, and the template is for the chosen one. */
const livesIn = (...home: string[]): Cell[1] => {
  return ({ blueprint }) => {
    expect(blueprints[blueprint].homeRegions).toEqual(home);
    for (const region of home) {
      const { LogConfiguration } = Object.values(
        bodyOf(blueprint, { region }).Resources,
      ).flatMap(({ Type, Properties }) =>
        Type === 'AWS::ECS::TaskDefinition'
          ? (Properties?.ContainerDefinitions as {
              LogConfiguration: { Options: object };
            }[])
          : [],
      )[0];
      expect(LogConfiguration.Options).toMatchObject({
        'awslogs-region': region,
      });
    }
  };
};

const cells = cellsOf('purpose', {
  for: {
    'media-processing': consistsOf(
      /transcoding, metadata, sessions, analytics and a content API/i,
      'API service',
      'REST API',
      'Aurora',
      'cache nodes',
      'shared storage',
      'stream',
    ),
    'content-delivery': consistsOf(
      /low-latency API for content metadata/i,
      'API service',
      'HTTP API',
      'RDS',
      'serverless cache',
      'registry',
    ),
    'video-pipeline': consistsOf(
      /ingests video from a stream and transcodes it/i,
      'worker',
      'Aurora',
      'stream',
      'dead letters',
      'alarms',
    ),
    broadcast: consistsOf(
      /metadata extraction and fast access for a broadcaster under Japanese rules/i,
      'API service',
      'REST API',
      'RDS',
      'cache nodes',
      'shared storage',
      'key',
      'alarms',
    ),
    complete: consistsOf(
      /everything/i,
      'API service',
      'worker',
      'REST API',
      'Aurora',
      'cache nodes',
      'shared storage',
      'stream',
      'dead letters',
      'registry',
      'key',
      'alarms',
    ),
  },

  'home region': {
    'media-processing': [
      'eu-west-2, also ca-central-1',
      livesIn('eu-west-2', 'ca-central-1'),
    ],
    'content-delivery': ['eu-west-2', livesIn('eu-west-2')],
    'video-pipeline': ['eu-central-1', livesIn('eu-central-1')],
    broadcast: [
      'ap-northeast-1 only, any other region is refused',
      environment => {
        livesIn('ap-northeast-1')(environment);
        for (const region of regions) {
          expect(refusal('broadcast', region)).toEqual(
            region === 'ap-northeast-1'
              ? []
              : [
                  'Region must be ap-northeast-1 for the blueprint Broadcast: its data must stay in Japan.',
                ],
          );
        }
      },
    ],
    complete: [
      'any region the installation allows',
      environment => {
        livesIn('eu-west-2')(environment);
        for (const region of regions) {
          expect(refusal('complete', region)).toEqual([]);
        }
        expect(refusal('complete', 'us-east-1', ['eu-west-2'])).toEqual([
          'Region must be one this installation allows: eu-west-2.',
        ]);
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
