import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An answer of AWS that AWS publishes with the models of its services. */
export interface PublishedExample {
  /** Package of the SDK, for example `secrets-manager`. */
  readonly service: string;
  readonly operation: string;
  readonly title: string;
  readonly source: 'sdk' | 'botocore';
  readonly input: object;
  /** As local AWS answers it: with names on the wire, times as `Date`, and without its flaws. */
  readonly answer: any;
}

interface Fixture {
  readonly services: Record<
    string,
    {
      readonly unpublished: readonly string[];
      readonly examples: readonly (Omit<
        PublishedExample,
        'service' | 'answer'
      > & { readonly output: object; readonly answer?: object })[];
    }
  >;
}

interface Flaw {
  readonly reason: string;
  correct(answer: any): void;
}

/** Examples that AWS would not answer like this today, or that have nothing of what the readers look for. */
const flaws: Readonly<Record<string, Flaw>> = {
  'ec2 DescribeAvailabilityZones': {
    reason: 'It is older than the ids of zones.',
    correct: ({ availabilityZoneInfo }) =>
      availabilityZoneInfo.forEach((zone: any, index: number) => {
        zone.zoneId = `use1-az${index + 1}`;
      }),
  },
  'ec2 DescribeRegions': {
    reason: 'It is older than regions that have to be enabled.',
    correct: ({ regionInfo }) =>
      regionInfo.forEach((region: any) => {
        region.optInStatus = 'opt-in-not-required';
      }),
  },
  'ecr BatchGetImage': {
    reason: 'Its manifest ends with an ellipsis, so it is not JSON.',
    correct: ({ images: [image] }) => {
      image.imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: [{ platform: { os: 'linux', architecture: 'arm64' } }],
      });
    },
  },
  'ecs DescribeTaskDefinition': {
    reason: 'Its containers write no logs, and only these are looked for.',
    correct: ({ taskDefinition }) =>
      taskDefinition.containerDefinitions.forEach((container: any) => {
        container.logConfiguration = {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': `/ecs/${container.name}`,
            'awslogs-stream-prefix': 'prefix',
          },
        };
      }),
  },
  'ecs DescribeTasks': {
    reason: 'Its task runs, and only stopped tasks are described.',
    correct: ({ tasks: [task] }) => {
      task.stoppedReason = 'Essential container in task exited';
    },
  },
  'iam GetRole': {
    reason: 'Its trust policy is the placeholder <URL-encoded-JSON>.',
    correct: ({ Role }) => {
      Role.AssumeRolePolicyDocument = encodeURIComponent(
        JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudformation.amazonaws.com' },
            },
          ],
        }),
      );
    },
  },
  'rds DescribeDBEngineVersions': {
    reason:
      'It is of MySQL, whose versions have three parts: those of PostgreSQL have two.',
    correct: ({ DBEngineVersions: [version] }) => {
      for (const each of [version, ...version.ValidUpgradeTarget]) {
        each.EngineVersion = each.EngineVersion.replace(/^\d+\./, '');
      }
    },
  },
  'rds DescribeEvents': {
    reason: 'Its events are of backups, and only changes of storage count.',
    correct: ({ Events }) => {
      Events.at(-1).Message =
        'Finished applying modification to allocated storage';
    },
  },
  'secrets-manager DescribeSecret': {
    reason: 'LastAccessedDate is a text, which is no time on the wire.',
    correct: answer => {
      answer.LastAccessedDate = new Date(Number(answer.LastAccessedDate) * 1e3);
    },
  },
};

const asTimes = (value: unknown): unknown => {
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : value;
  }
  if (Array.isArray(value)) return value.map(asTimes);
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, asTimes(each)]),
      )
    : value;
};

const { services }: Fixture = JSON.parse(
  readFileSync(
    join(
      dirname(require.resolve('@streamflix/local-aws/package.json')),
      'src/models/publishedExamples.json',
    ),
    'utf8',
  ),
);

/** The examples of the operations that this package calls. */
export const publishedExamples: readonly PublishedExample[] = Object.entries(
  services,
).flatMap(([service, { examples }]) =>
  examples.map(({ output, answer: onWire = output, ...example }) => {
    const answer = asTimes(onWire);
    flaws[`${service} ${example.operation}`]?.correct(answer);
    return { ...example, service, answer };
  }),
);

/** Operations of which AWS publishes no answer, such as `sqs ReceiveMessage`. */
export const unpublished: readonly string[] = Object.entries(services).flatMap(
  ([service, each]) => each.unpublished.map(name => `${service} ${name}`),
);
