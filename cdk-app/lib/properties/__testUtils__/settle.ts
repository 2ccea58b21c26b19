import {
  blueprints,
  draftOf,
  isValues,
  zoneLimits,
  parseTimeOfDayWindow,
  parseWeeklyWindow,
  resolveSpec,
  valueAt,
  windowsOverlap,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { setAt } from './setAt';

/** Memory in MiB that Fargate allows. Source: Amazon ECS Developer Guide, "Fargate task CPU and memory". */
const inSteps = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, n) => from + n * step);
const fargateMemory: Record<number, readonly number[]> = {
  256: [512, 1024, 2048],
  512: inSteps(1024, 4096, 1024),
  1024: inSteps(2048, 8192, 1024),
  2048: inSteps(4096, 16_384, 1024),
  4096: inSteps(8192, 30_720, 1024),
  8192: inSteps(16_384, 61_440, 4096),
  16_384: inSteps(32_768, 122_880, 8192),
};

/** An input whose dependent values are being made consistent. */
class Draft {
  readonly input: EnvironmentInput;

  constructor(readonly blueprint: BlueprintId, raw: EnvironmentInput) {
    this.input = structuredClone(raw);
  }

  /** Its values now, with the blueprint's. */
  get values(): EnvironmentSpec {
    return draftOf(
      blueprints[this.blueprint],
      this.input,
    ) as unknown as EnvironmentSpec;
  }

  set(path: string, value: unknown): void {
    setAt(this.input, path, value);
  }

  /** Swaps two values that are in the wrong order. */
  order(less: string, more: string): void {
    const [low, high] = [
      valueAt(this.values, less),
      valueAt(this.values, more),
    ];
    if (Number(low) > Number(high)) {
      this.set(less, high);
      this.set(more, low);
    }
  }
}

function agreeTasks(draft: Draft): void {
  for (const part of ['service', 'worker'] as const) {
    draft.order(`${part}.minTasks`, `${part}.maxTasks`);
    const { cpu, memory, fargateBase, fargateWeight, spotWeight } =
      draft.values[part];
    const allowed = fargateMemory[cpu];
    if (!allowed.includes(memory)) {
      draft.set(`${part}.memory`, allowed[memory % allowed.length]);
    }
    // Drop the base rather than the weight: with the worker's base of 1 a weight of 0 would hardly ever be tried.
    if (fargateWeight === 0) {
      if (spotWeight === 0) draft.set(`${part}.fargateWeight`, 1);
      else if (fargateBase > 0) draft.set(`${part}.fargateBase`, 0);
    }
  }
}

function agreeDatabase(draft: Draft): void {
  draft.order('database.minCapacity', 'database.maxCapacity');
  for (const window of ['maintenanceWindow', 'backupWindow'] as const) {
    const { backupWindow, maintenanceWindow } = draft.values.database;
    const meet = windowsOverlap(
      parseTimeOfDayWindow(backupWindow),
      parseWeeklyWindow(maintenanceWindow),
    );
    if (meet) draft.set(`database.${window}`, undefined);
  }
}

function agreeSubnets(draft: Draft): void {
  const { cidr, zones, firstPublicSubnet, firstPrivateSubnet } =
    draft.values.network;
  const blocks = 2 ** (24 - Number(cidr.split('/')[1]));
  const groups = Math.floor(blocks / zones);
  const first = firstPublicSubnet % groups;
  const second = firstPrivateSubnet % groups;
  if (
    Math.max(firstPublicSubnet, firstPrivateSubnet) + zones > blocks ||
    Math.abs(firstPublicSubnet - firstPrivateSubnet) < zones
  ) {
    draft.set('network.firstPublicSubnet', first * zones);
    draft.set(
      'network.firstPrivateSubnet',
      (second === first ? (second + 1) % groups : second) * zones,
    );
  }
}

function agreeParts(draft: Draft): void {
  if (!draft.values.service.enabled && !draft.values.worker.enabled) {
    draft.set('service.enabled', true);
  }
  if (draft.values.worker.enabled && draft.values.stream.mode === 'none') {
    draft.set('stream.mode', 'on-demand');
  }
  const { service, api, worker, deadLetters } = draft.values;
  if (!service.enabled) draft.set('api.kind', 'none');
  else if (api.kind === 'none') draft.set('api.kind', 'rest');
  if (!worker.enabled && deadLetters.enabled) {
    draft.set('deadLetters.enabled', false);
  }
}

function agreeRegion(draft: Draft): void {
  const { input } = draft;
  const { onlyRegions } = blueprints[draft.blueprint];
  if (onlyRegions) [input.region] = onlyRegions.regions;
  const limits = zoneLimits(input.region, draft.values);
  const least = Math.min(
    ...limits.map(limit => limit.zones?.length ?? Infinity),
  );
  if (draft.values.network.zones > least) draft.set('network.zones', least);
  if (!input.network?.zoneIds) return;
  const ids = limits.find(limit => limit.zones)?.zones ?? [
    'xxx1-az1',
    'xxx1-az2',
    'xxx1-az3',
  ];
  draft.set(
    'network.zoneIds',
    ids
      .filter(id => limits.every(({ includes }) => includes(id)))
      .slice(0, draft.values.network.zones),
  );
}

function agreeSecrets(draft: Draft): void {
  const { requiredSecrets } = blueprints[draft.blueprint];
  if (requiredSecrets && draft.values.database.kind === 'none') {
    draft.set('database.kind', undefined);
  }
  for (const name of requiredSecrets?.fields ?? []) {
    if (!draft.input.secrets?.[name]?.length) {
      draft.set(`secrets.${name}`, name === 'apiKeys' ? ['tv/key'] : 'tv/db');
    }
  }
}

/** Makes dependent values consistent, as a user would who knows the rules. */
function agree(blueprint: BlueprintId, raw: EnvironmentInput) {
  const draft = new Draft(blueprint, raw);
  agreeTasks(draft);
  agreeDatabase(draft);
  agreeSubnets(draft);
  agreeParts(draft);
  agreeRegion(draft);
  agreeSecrets(draft);
  return draft.input;
}

/** An input, and the values that were dropped to make it valid. */
export interface Candidate {
  readonly input: EnvironmentInput;
  /** Paths of values that the rules refused in combination with others. */
  readonly dropped: readonly string[];
  /** Undefined when dropping values did not make it valid. */
  readonly spec?: EnvironmentSpec;
}

const isText = (value: unknown) => typeof value === 'string';

/** Half of a list, of tags or of a long text, to keep much of what was too much; undefined for other values. */
function half(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 40) {
    return value.slice(0, value.length / 2);
  }
  if (Array.isArray(value)) {
    return value.length > 1
      ? value.slice(0, value.length / 2)
      : value.map(half);
  }
  if (!isValues(value) || !Object.values(value).every(isText)) return undefined;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.slice(0, entries.length / 2));
}

/** Makes an input valid: makes dependent values consistent, and drops values that are still refused. */
export function settle(
  blueprint: BlueprintId,
  raw: EnvironmentInput,
): Candidate {
  const input = agree(blueprint, raw);
  const dropped: string[] = [];
  for (let attempt = 0; attempt < 30; attempt++) {
    const resolution = resolveSpec(input);
    if (resolution.ok) return { input, dropped, spec: resolution.spec };
    for (const { path } of resolution.problems) {
      // A value that was not given cannot be dropped: then drop its section.
      const cause =
        valueAt(input, path) === undefined ? path.split('.')[0] : path;
      setAt(input, cause, half(valueAt(input, cause)));
      dropped.push(cause);
    }
  }
  return { input, dropped };
}
