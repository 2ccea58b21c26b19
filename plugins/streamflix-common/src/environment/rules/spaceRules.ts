import type { EnvironmentForm } from '../inputFromForm';
import type { EnvironmentSpec } from '../EnvironmentSpec';
import { normalizeRequest } from '../normalizeRequest';
import { requestToMetadata, specToMetadata } from '../templateMetadata';
import { valueAt, type Values } from '../values';
import { list, type Rule } from './Rule';

/** CloudFormation's limit for a template in the API call, in bytes. */
const limit = 51_200;

/**
 * Bytes of the largest platform without user-defined names and counts, and without its metadata; with a permissions boundary of
 * 128 characters. Measured: 41,474. cdk-app tests that everything these rules allow fits.
 */
const largestPlatform = 41_600;

/** Minimum bytes of a component: space for names in an environment without it. */
const parts: readonly [
  isOff: (spec: EnvironmentSpec) => boolean,
  bytes: number,
][] = [
  [({ service }) => !service.enabled, 8700],
  [({ worker }) => !worker.enabled, 4200],
  [({ database }) => database.kind === 'none', 3800],
  [({ cache }) => cache.kind === 'none', 1600],
  [({ storage }) => !storage.enabled, 2200],
  [({ observability }) => !observability.alarms, 2200],
];

/** Maximum length of a requester: an entity reference, or the ARN of a caller in AWS. */
const longestRequester = 'x'.repeat(300);

/** Bytes of what a plan adds to the specification: the ids of three zones, and the exact version of the database. */
const choicesOfPlan = 150;

const isText = (value: unknown): value is string => typeof value === 'string';
const lengthOf = (text: string | undefined) => text?.length ?? 0;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** Something an environment can have in varying amounts. */
interface Use {
  path: string;
  title: string;
  /** Upper bound on the bytes of the resources; a text counts as often as task definitions and permissions repeat it. */
  bytes(spec: EnvironmentSpec): number;
}

const uses: readonly Use[] = [
  {
    path: 'secrets.apiKeys',
    title: 'API key secrets',
    bytes: ({ secrets }) =>
      sum(secrets.apiKeys.map(name => 350 + 3 * name.length)),
  },
  {
    path: 'secrets.database',
    title: 'Database secret',
    bytes: ({ secrets }) => 10 * lengthOf(secrets.database),
  },
  { path: 'tags', title: 'Tags', bytes: () => 0 },
  {
    path: 'service.image',
    title: 'Image of the service',
    bytes: ({ service }) => 2 * service.image.length,
  },
  {
    path: 'worker.image',
    title: 'Image of the worker',
    bytes: ({ worker }) => 2 * worker.image.length,
  },
  {
    path: 'service.healthCheckPath',
    title: 'Health check path',
    bytes: ({ service }) => service.healthCheckPath.length,
  },
  {
    path: 'api.path',
    title: 'API path',
    bytes: ({ api: { path } }) =>
      5 * path.length +
      140 * (path.split('/').length - 2) +
      // The method or route of the path above a parameter that takes the rest.
      (path.endsWith('+}') ? 700 + 3 * path.length : 0),
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
    bytes: ({ database }) => 3 * database.name.length,
  },
  {
    path: 'observability.alarmEmail',
    title: 'Alarm e-mail',
    bytes: ({ observability }) => lengthOf(observability.alarmEmail),
  },
  { path: 'owner', title: 'Owner', bytes: () => 0 },
  { path: 'costCenter', title: 'Cost centre', bytes: () => 0 },
];

/** Bytes left for user-defined names and counts: in the resources, and in the metadata, which holds them twice. */
const spaceOf = (spec: EnvironmentSpec) =>
  limit -
  largestPlatform +
  sum(parts.map(([isOff, bytes]) => (isOff(spec) ? bytes : 0)));

/** Bytes of the metadata: specification and request, as written. */
const metadataBytes = (spec: EnvironmentSpec, request: EnvironmentForm) =>
  choicesOfPlan +
  JSON.stringify({
    ...specToMetadata(spec),
    ...requestToMetadata({
      request: normalizeRequest(request, spec.account ?? '0'.repeat(12)),
      requester: longestRequester,
    }),
  }).length;

/** Bytes of the metadata that one non-numeric value takes: base64 turns three bytes into four. */
const shareOfMetadata = (
  spec: EnvironmentSpec,
  request: Values,
  path: string,
) =>
  sum(
    [spec, request]
      .map(values => valueAt(values, path))
      .filter(value => typeof value === 'object' || isText(value))
      .map(value => Math.ceil((JSON.stringify(value).length * 4) / 3)),
  );

const figure = (bytes: number) => bytes.toLocaleString('en-GB');

/** Not every value can reach its individual maximum at once. */
export const spaceRules: readonly Rule[] = [
  {
    reads: [
      'tags',
      ...uses.map(({ path }) => path),
      'service.enabled',
      'worker.enabled',
      'database.kind',
      'cache.kind',
      'storage.enabled',
      'observability.alarms',
    ],
    check: (spec, { given, wellFormed, largeTemplates }) => {
      if (largeTemplates) return undefined;
      const total =
        sum(uses.map(({ bytes }) => bytes(spec))) +
        metadataBytes(spec, wellFormed as unknown as EnvironmentForm);
      const space = spaceOf(spec);
      if (total <= space) return undefined;
      // A default cannot be shortened or left out.
      const own = uses.filter(({ path }) => given(path));
      const largest = (own.length > 0 ? own : uses)
        .map(({ path, title, bytes }) => ({
          path,
          title,
          bytes: bytes(spec) + shareOfMetadata(spec, wellFormed, path),
        }))
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, 3);
      return {
        path: largest[0].path,
        message: `The environment is too large for one CloudFormation template: ${list(
          largest.map(
            ({ title, bytes }) => `${title} (${figure(bytes)} bytes)`,
          ),
        )} and others take ${figure(total)} of the ${figure(
          space,
        )} bytes there are for them. Shorten or leave out some of them.`,
      };
    },
  },
];
