import {
  blueprintIds,
  resolveSpec,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { anyInput } from './__testUtils__/anyInput';
import { settle } from './__testUtils__/settle';
import { seed, specs } from './__testUtils__/runs';
import { setAt } from './__testUtils__/setAt';

/** One invalid input: the values it sets, section or single value by path, and the paths of the resulting problems. */
interface Violation {
  readonly sets: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  /** Blueprints for which it is invalid; all when undefined. */
  readonly only?: (blueprint: BlueprintId) => boolean;
}

const isBroadcast = (blueprint: BlueprintId) => blueprint === 'broadcast';
const isElsewhere = (blueprint: BlueprintId) => !isBroadcast(blueprint);

const tasks = (part: 'service' | 'worker') => ({
  [`tasks of the ${part}`]: [
    {
      sets: { [`${part}.minTasks`]: 9, [`${part}.maxTasks`]: 8 },
      problems: [`${part}.maxTasks`],
    },
  ],
  [`size of the ${part}`]: [
    {
      sets: { [`${part}.cpu`]: 256, [`${part}.memory`]: 4096 },
      problems: [`${part}.memory`],
    },
    {
      sets: { [`${part}.cpu`]: 8192, [`${part}.memory`]: 17_408 },
      problems: [`${part}.memory`],
    },
    {
      sets: { [`${part}.cpu`]: 300, [`${part}.memory`]: 100 },
      problems: [`${part}.cpu`, `${part}.memory`],
    },
  ],
  [`capacity of the ${part}`]: [
    {
      sets: {
        [`${part}.fargateBase`]: 0,
        [`${part}.fargateWeight`]: 0,
        [`${part}.spotWeight`]: 0,
      },
      problems: [`${part}.fargateWeight`],
    },
    {
      sets: {
        [`${part}.fargateBase`]: 1,
        [`${part}.fargateWeight`]: 0,
        [`${part}.spotWeight`]: 1,
      },
      problems: [`${part}.fargateBase`],
    },
  ],
});

const noParts = { api: {}, stream: {}, deadLetters: {} };
const worker = { 'worker.enabled': true, stream: { mode: 'on-demand' } };

/** Independent subjects, with the violations of each. */
const subjects: Readonly<Record<string, readonly Violation[]>> = {
  ...tasks('service'),
  ...tasks('worker'),
  parts: [
    {
      sets: {
        ...noParts,
        'service.enabled': false,
        'worker.enabled': false,
        api: { kind: 'none' },
        deadLetters: { enabled: false },
      },
      problems: ['service.enabled'],
    },
    {
      sets: {
        ...noParts,
        ...worker,
        'service.enabled': false,
        api: { kind: 'http' },
      },
      problems: ['api.kind'],
    },
    {
      sets: {
        ...noParts,
        ...worker,
        'service.enabled': true,
        api: { kind: 'none' },
      },
      problems: ['api.kind'],
    },
    {
      sets: {
        ...noParts,
        ...worker,
        'service.enabled': true,
        api: { kind: 'http', tracing: true },
        stream: { mode: 'on-demand', shards: 4 },
      },
      problems: ['api.tracing', 'stream.shards'],
    },
    {
      sets: {
        ...noParts,
        'service.enabled': true,
        'worker.enabled': true,
        api: { kind: 'rest' },
        stream: { mode: 'none' },
      },
      problems: ['worker.enabled'],
    },
    {
      sets: {
        ...noParts,
        'service.enabled': true,
        'worker.enabled': false,
        api: { kind: 'rest' },
        deadLetters: { enabled: true, retentionDays: 15 },
      },
      problems: ['deadLetters.enabled', 'deadLetters.retentionDays'],
    },
  ],
  database: [
    {
      sets: { database: { kind: 'aurora', minCapacity: 8, maxCapacity: 2 } },
      problems: ['database.maxCapacity'],
    },
    {
      sets: { database: { kind: 'rds', minCapacity: 8, maxCapacity: 2 } },
      problems: [
        'database.maxCapacity',
        'database.maxCapacity',
        'database.minCapacity',
      ],
    },
    {
      sets: { database: { kind: 'aurora', version: '12', storageGiB: 100 } },
      problems: ['database.storageGiB', 'database.version'],
    },
    {
      sets: { database: { kind: 'rds', version: '9', instances: 2 } },
      problems: ['database.instances', 'database.version'],
    },
    {
      sets: {
        database: {
          backupWindow: '03:00-03:10',
          maintenanceWindow: 'sun:05:00-sun:05:10',
        },
      },
      problems: ['database.backupWindow', 'database.maintenanceWindow'],
    },
    {
      sets: {
        database: {
          backupWindow: '23:30-00:30',
          maintenanceWindow: 'mon:00:00-mon:01:00',
        },
      },
      problems: ['database.backupWindow'],
    },
    {
      sets: { database: { kind: 'none' }, 'secrets.database': 'video/db' },
      problems: ['secrets.database'],
    },
  ],
  cache: [
    {
      sets: { cache: { kind: 'serverless', nodes: 3, snapshots: 36 } },
      problems: ['cache.nodes', 'cache.snapshots'],
    },
    {
      sets: {
        cache: {
          kind: 'replication-group',
          engine: 'valkey',
          version: '6.2',
          maxEcpu: 2000,
        },
      },
      problems: ['cache.maxEcpu', 'cache.version'],
    },
  ],
  place: [
    {
      sets: {
        network: {
          cidr: '10.1.0.0/20',
          zones: 2,
          firstPublicSubnet: 0,
          firstPrivateSubnet: 15,
        },
      },
      problems: ['network.firstPrivateSubnet'],
    },
    {
      sets: {
        network: {
          cidr: '10.0.8.0/16',
          zones: 3,
          firstPublicSubnet: 4,
          firstPrivateSubnet: 6,
        },
      },
      problems: ['network.cidr', 'network.firstPrivateSubnet'],
    },
    {
      sets: {
        region: 'us-west-1',
        network: { zones: 3, firstPublicSubnet: 0, firstPrivateSubnet: 9 },
      },
      problems: ['network.zones'],
      only: isElsewhere,
    },
    {
      sets: { region: 'us-iso-east-1' },
      problems: ['region'],
      only: isElsewhere,
    },
    { sets: { region: 'eu-west-2' }, problems: ['region'], only: isBroadcast },
    { sets: { region: 'Ireland' }, problems: ['region'] },
    { sets: { region: undefined }, problems: ['region'] },
  ],
  observability: [
    {
      sets: { observability: { alarms: false, alarmEmail: 'a@b.co' } },
      problems: ['observability.alarmEmail'],
    },
    {
      sets: { observability: { logRetentionDays: 2, containerInsights: 'on' } },
      problems: [
        'observability.containerInsights',
        'observability.logRetentionDays',
      ],
    },
  ],
  owner: [{ sets: { owner: undefined }, problems: ['owner'] }],
  'API keys': [
    {
      sets: { 'secrets.apiKeys': ['tv/a', 'tv/a'] },
      problems: ['secrets.apiKeys'],
    },
    {
      sets: { 'secrets.apiKeys': [] },
      problems: ['secrets.apiKeys'],
      only: isBroadcast,
    },
    {
      sets: { 'secrets.apiKeys': ['tv/a', 'arn:aws:secretsmanager:x'] },
      problems: ['secrets.apiKeys.1'],
    },
    {
      sets: { 'secrets.apiKeys': ['ghp_0123456789abcdefghij', '{"a":"b"}'] },
      problems: ['secrets.apiKeys.0', 'secrets.apiKeys.1'],
    },
  ],
  tags: [
    { sets: { tags: { 'aws:x': '1' } }, problems: ['tags'] },
    {
      sets: { tags: { owner: 'me', 'StreamFlix:y': 'z' } },
      problems: ['tags', 'tags'],
    },
    {
      sets: {
        tags: Object.fromEntries(
          Array.from({ length: 36 }, (_, n) => [`k${n}`, 'v']),
        ),
      },
      problems: ['tags'],
    },
  ],
  rest: [
    { sets: { colour: 'red' }, problems: [''] },
    { sets: { 'storage.size': 1 }, problems: ['storage'] },
    { sets: { suffix: 'Demo-' }, problems: ['suffix'] },
    {
      sets: { 'storage.infrequentAccessDays': 5, registry: { enabled: 'yes' } },
      problems: ['registry.enabled', 'storage.infrequentAccessDays'],
    },
  ],
};

const anyMistakes = (blueprint: BlueprintId) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(subjects).map(([subject, violations]) => [
          subject,
          fc.option(
            fc.constantFrom(
              ...violations.filter(({ only }) => only?.(blueprint) ?? true),
            ),
            { nil: undefined, freq: 2 },
          ),
        ]),
      ),
    )
    .map(made => Object.values(made).filter(mistake => mistake !== undefined))
    .filter(mistakes => mistakes.length > 0);

const numRuns = Math.ceil(specs / blueprintIds.length);

describe.each(blueprintIds)('a specification for %s', blueprint => {
  it('that is wrong in any combination of ways is refused with every problem named and none invented', () => {
    fc.assert(
      fc.property(
        anyInput(blueprint),
        anyMistakes(blueprint),
        (raw, mistakes) => {
          const { input, spec } = settle(blueprint, { ...raw, secrets: {} });
          expect(spec).toBeDefined();
          // The valid tags may already be at the maximum number; the mistakes have their own.
          delete input.tags;
          // Nor do the zones of one region exist in another.
          setAt(input, 'network.zoneIds', undefined);
          for (const { sets } of mistakes) {
            for (const [path, value] of Object.entries(sets)) {
              setAt(input, path, structuredClone(value));
            }
          }
          // A mistake may enable a component for which a full template has no space.
          const resolution = resolveSpec(input, { largeTemplates: true });
          expect(
            resolution.ok || resolution.problems.map(({ path }) => path).sort(),
          ).toEqual(mistakes.flatMap(({ problems }) => problems).sort());
        },
      ),
      { seed, numRuns },
    );
  }, 120_000);

  it('is refused in every region an installation does not allow, and for nothing else', () => {
    fc.assert(
      fc.property(anyInput(blueprint), raw => {
        const { input } = settle(blueprint, raw);
        expect(
          resolveSpec(input, { allowedRegions: ['us-east-9'] }),
        ).toMatchObject({ ok: false, problems: [{ path: 'region' }] });
        expect(resolveSpec(input, { allowedRegions: [input.region] }).ok).toBe(
          true,
        );
      }),
      { seed, numRuns: Math.min(numRuns, 100) },
    );
  }, 120_000);
});
