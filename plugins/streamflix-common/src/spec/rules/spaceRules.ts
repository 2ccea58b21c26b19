import type { EnvironmentSpec } from '../EnvironmentSpec';
import { list, type Rule } from './Rule';

/** Something of which an environment may have more or less, and what it takes of the template. */
interface Use {
  path: string;
  title: string;
  /** At most so many bytes of the template. */
  bytes(spec: EnvironmentSpec): number;
}

/**
 * Bytes left for what people name and count: 48,000 for a template, a tenth of a page below what CloudFormation takes, without the
 * 42,700 of the largest platform. cdk-app tests that what these rules allow fits.
 */
const space = 5300;

const lengthOf = (text: string | undefined) => text?.length ?? 0;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** Lengths count as often as the template repeats the text: in its `Metadata`, in task definitions, in permissions. */
const uses: readonly Use[] = [
  {
    path: 'secrets.apiKeys',
    title: 'API key secrets',
    bytes: ({ secrets }) =>
      sum(secrets.apiKeys.map(name => 353 + 4 * name.length)),
  },
  {
    path: 'secrets.database',
    title: 'Database secret',
    bytes: ({ secrets }) => 11 * lengthOf(secrets.database),
  },
  {
    path: 'tags',
    title: 'Tags',
    bytes: ({ tags }) => sum(Object.entries(tags).map(tagBytes)),
  },
  {
    path: 'service.image',
    title: 'Image of the service',
    bytes: ({ service }) => 3 * service.image.length,
  },
  {
    path: 'worker.image',
    title: 'Image of the worker',
    bytes: ({ worker }) => 3 * worker.image.length,
  },
  {
    path: 'service.healthCheckPath',
    title: 'Health check path',
    bytes: ({ service }) => 2 * service.healthCheckPath.length,
  },
  {
    path: 'api.path',
    title: 'API path',
    bytes: ({ api }) =>
      6 * api.path.length + 140 * (api.path.split('/').length - 2),
  },
  {
    path: 'database.instances',
    title: 'Aurora instances',
    bytes: ({ database }) =>
      database.kind === 'aurora'
        ? 280 * Math.max(0, database.instances - 2)
        : 0,
  },
  {
    path: 'cache.nodes',
    title: 'Cache nodes',
    bytes: ({ cache }) =>
      cache.kind === 'replication-group' ? 245 * (cache.nodes - 2) : 0,
  },
  {
    path: 'database.name',
    title: 'Database name',
    bytes: ({ database }) => 4 * database.name.length,
  },
  {
    path: 'observability.alarmEmail',
    title: 'Alarm e-mail',
    // A backslash is escaped, and escaped again.
    bytes: ({ observability: { alarmEmail = '' } }) =>
      2 * alarmEmail.length + 4 * (alarmEmail.split('\\').length - 1),
  },
  { path: 'owner', title: 'Owner', bytes: ({ owner }) => owner.length },
  {
    path: 'costCenter',
    title: 'Cost centre',
    bytes: ({ costCenter }) => costCenter.length,
  },
];

function tagBytes([key, value]: [string, string]): number {
  return 6 + key.length + value.length;
}

const figure = (bytes: number) => bytes.toLocaleString('en-GB');

/** CloudFormation takes a template of 51,200 bytes: not everything can be as long and as many as it may be by itself. */
export const spaceRules: readonly Rule[] = [
  {
    reads: [
      'tags',
      ...uses.map(({ path }) => path),
      'database.kind',
      'cache.kind',
    ],
    check: (spec, { largeTemplates }) => {
      if (largeTemplates) return undefined;
      const taken = uses
        .map(({ path, title, bytes }) => ({ path, title, bytes: bytes(spec) }))
        .sort((a, b) => b.bytes - a.bytes);
      const total = sum(taken.map(({ bytes }) => bytes));
      if (total <= space) return undefined;
      const largest = taken.slice(0, 3);
      return {
        path: largest[0].path,
        message: `The environment is too large for one CloudFormation template: ${list(
          largest.map(
            ({ title, bytes }) => `${title} (${figure(bytes)} bytes)`,
          ),
        )} and others take ${figure(total)} of the ${figure(
          space,
        )} bytes there are for names and numbers. Shorten or leave out some of them.`,
      };
    },
  },
];
