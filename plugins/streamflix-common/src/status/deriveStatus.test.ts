import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { resolveSpec } from '../environment/resolveSpec';
import { deriveStatus } from './deriveStatus';
import { deriveSummary } from './deriveSummary';
import type { ComponentStatus, EnvironmentStatus } from './EnvironmentStatus';
import type { Reading } from '../stack/Reading';
import type {
  ComponentFacts,
  ComponentKind,
  ComponentReadings,
  StackFacts,
  StackSnapshot,
} from './StackSnapshot';

/** A component as it was read, and the expected status. */
interface ComponentCase {
  title: string;
  /** Default CREATE_COMPLETE. */
  stackStatus?: string;
  /** What differs from the blueprint `complete`. */
  input?: Record<string, unknown>;
  reading?: Reading<ComponentFacts[ComponentKind]>;
  expected: Pick<ComponentStatus, 'health' | 'state' | 'reasons'> &
    Partial<Pick<ComponentStatus, 'metrics'>> & { plots?: string[] };
}

/** A whole environment; `parts` refers to component cases by title. */
interface EnvironmentCase
  extends Partial<
    Pick<StackSnapshot, 'spec' | 'progress' | 'explanation' | 'cancelled'>
  > {
  title: string;
  stackStatus: string;
  statusReason?: string;
  parts: Partial<Record<ComponentKind, string>>;
  expected: Pick<EnvironmentStatus, 'health' | 'state' | 'reasons'> &
    Partial<Pick<EnvironmentStatus, 'progress'>>;
}

const kinds: ComponentKind[] = ['ecs', 'database', 'cache', 'stream', 'api'];
const readAt = '2026-03-02T10:00:00.000Z';
const ref = { account: '000000000000', region: 'eu-west-2', suffix: 'demo' };

const fixture = <T>(name: string): T[] =>
  JSON.parse(
    readFileSync(join(__dirname, '__fixtures__', `${name}.json`), 'utf8'),
  );

const componentCases = Object.fromEntries(
  kinds.map(kind => [kind, fixture<ComponentCase>(kind)]),
) as Record<ComponentKind, ComponentCase[]>;
const environmentCases = fixture<EnvironmentCase>('environment');

function specOf(input: Record<string, unknown> = {}): StackSnapshot['spec'] {
  const resolved = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...input,
  });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return { ok: true, value: resolved.spec, readAt };
}

const stackOf = (status: string, statusReason?: string): StackFacts => ({
  stackArn:
    'arn:aws:cloudformation:eu-west-2:000000000000:stack/streamflix-demo/1',
  stackName: 'streamflix-demo',
  status,
  statusReason,
  createdAt: '2026-03-01T08:00:00.000Z',
  terminationProtection: false,
  blueprint: 'complete',
  version: '0.1.0',
  owner: 'group:default/video',
  outputs: {},
});

const snapshotOf = (
  status: string,
  rest: Partial<StackSnapshot> = {},
): StackSnapshot => ({
  ref,
  stack: { ok: true, value: stackOf(status), readAt },
  spec: specOf(),
  components: {},
  localAws: false,
  readAt,
  ...rest,
});

function readingsOf(parts: EnvironmentCase['parts']): ComponentReadings {
  return Object.fromEntries(
    Object.entries(parts).map(([kind, title]) => {
      const found = componentCases[kind as ComponentKind].find(
        c => c.title === title,
      );
      if (!found?.reading) throw new Error(`No reading ${kind}: ${title}`);
      return [kind, found.reading];
    }),
  );
}

/** Whether anything in it, at any depth, could not be read. */
function hasUnread(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Reflect.get(value, 'ok') === false) return true;
  return Object.values(value).some(hasUnread);
}

const componentOf = (status: EnvironmentStatus, kind: ComponentKind) =>
  status.components.find(component => component.kind === kind);

describe.each(kinds)('the component %s', kind => {
  it.each(componentCases[kind].map(c => [c.title, c] as const))(
    'is derived correctly when %s',
    (_, { stackStatus = 'CREATE_COMPLETE', input, reading, expected }) => {
      const status = deriveStatus(
        snapshotOf(stackStatus, {
          spec: specOf(input),
          components: reading ? { [kind]: reading } : {},
        }),
      );
      const component = componentOf(status, kind);
      expect(component).toMatchObject({
        kind,
        health: expected.health,
        state: expected.state,
        reasons: expected.reasons,
        readAt,
      });
      expect(component?.facts).toEqual(reading?.ok ? reading.value : undefined);
    },
  );

  it.each(
    componentCases[kind]
      .filter(({ expected }) => expected.metrics)
      .map(c => [c.title, c] as const),
  )('shows its metrics when %s', (_, { input, reading, expected }) => {
    const component = componentOf(
      deriveStatus(
        snapshotOf('CREATE_COMPLETE', {
          spec: specOf(input),
          components: { [kind]: reading },
        }),
      ),
      kind,
    );
    expect(component?.metrics).toEqual(expected.metrics);
  });

  it.each(
    componentCases[kind]
      .filter(({ expected }) => expected.plots)
      .map(c => [c.title, c] as const),
  )('plots its main metrics when %s', (_, { input, reading, expected }) => {
    const component = componentOf(
      deriveStatus(
        snapshotOf('CREATE_COMPLETE', {
          spec: specOf(input),
          components: { [kind]: reading },
        }),
      ),
      kind,
    );
    expect(component?.plots.map(({ label }) => label)).toEqual(expected.plots);
  });

  it('is shown in every state of health', () => {
    const seen = new Set(componentCases[kind].map(c => c.expected.health));
    const possible = kind === 'api' ? [] : ['deploying', 'degraded'];
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'healthy',
        'failing',
        'unknown',
        'absent',
        ...possible,
      ]),
    );
  });

  it('has no card in an environment without it', () => {
    const without: Record<ComponentKind, Record<string, unknown>> = {
      ecs: {},
      database: { database: { kind: 'none' } },
      cache: { cache: { kind: 'none' } },
      stream: {
        stream: { mode: 'none' },
        worker: { enabled: false },
        deadLetters: { enabled: false },
      },
      api: {
        api: { kind: 'none', tracing: false },
        service: { enabled: false },
      },
    };
    // An environment runs at least a service or a worker: only a stack not managed by StreamFlix has no ECS.
    const spec =
      kind === 'ecs'
        ? ({ ok: true, value: undefined, readAt } as const)
        : specOf(without[kind]);
    const status = deriveStatus(snapshotOf('CREATE_COMPLETE', { spec }));
    expect(componentOf(status, kind)).toBeUndefined();
  });
});

describe('the environment', () => {
  it.each(environmentCases.map(c => [c.title, c] as const))(
    'is derived correctly when %s',
    (_, { stackStatus, parts, expected, ...rest }) => {
      const { title, statusReason, ...given } = rest;
      const value = stackOf(stackStatus, statusReason);
      const status = deriveStatus(
        snapshotOf(stackStatus, {
          stack: { ok: true, value, readAt },
          components: readingsOf(parts),
          ...given,
        }),
      );
      expect(status).toMatchObject({
        health: expected.health,
        state: expected.state,
        reasons: expected.reasons,
      });
      expect(status.progress).toEqual(expected.progress);
      expect(status.explanation).toEqual(rest.explanation);
      expect(status.progress !== undefined).toBe(
        stackStatus.endsWith('_IN_PROGRESS') &&
          stackStatus !== 'REVIEW_IN_PROGRESS',
      );
    },
  );

  it('is absent when there is no such stack', () => {
    const status = deriveStatus(
      snapshotOf('', { stack: { ok: true, value: undefined, readAt } }),
    );
    expect(status).toEqual({
      ref,
      health: 'absent',
      state: 'There is no such environment',
      reasons: [],
      components: [],
      localAws: false,
      readAt,
    });
  });

  it('is unknown, with the reason, when its stack could not be read', () => {
    const reason = 'AWS denies cloudformation:DescribeStacks in eu-west-2.';
    const status = deriveStatus(
      snapshotOf('', { stack: { ok: false, reason, readAt } }),
    );
    expect(status).toMatchObject({
      health: 'unknown',
      reasons: [`The stack could not be read: ${reason}`],
      components: [],
    });
    expect(status.summary).toBeUndefined();
  });

  it('shows its components in the order of the cards', () => {
    const { components } = deriveStatus(
      snapshotOf('CREATE_IN_PROGRESS', { components: {} }),
    );
    expect(components.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('repeats in its summary what it reports', () => {
    const { health, state, reasons, summary } = deriveStatus(
      snapshotOf('CREATE_COMPLETE'),
    );
    expect(summary).toEqual({
      ...ref,
      stackArn: stackOf('').stackArn,
      stackName: 'streamflix-demo',
      blueprint: 'complete',
      owner: 'group:default/video',
      version: '0.1.0',
      createdAt: '2026-03-01T08:00:00.000Z',
      updatedAt: undefined,
      health,
      state,
      reasons,
    });
  });
});

describe('what could not be read', () => {
  it.each(
    kinds.flatMap(kind =>
      componentCases[kind]
        .filter(({ reading }) => hasUnread(reading))
        .map(c => [kind, c.title, c] as const),
    ),
  )('is never healthy: %s, %s', (kind, _, c) => {
    const status = deriveStatus(
      snapshotOf(c.stackStatus ?? 'CREATE_COMPLETE', {
        spec: specOf(c.input),
        components: { [kind]: c.reading },
      }),
    );
    expect(componentOf(status, kind)?.health).not.toBe('healthy');
    expect(status.health).not.toBe('healthy');
  });

  it('makes a healthy environment unknown, whichever parts of it are concerned', () => {
    const [healthy] = environmentCases;
    const snapshot = snapshotOf('CREATE_COMPLETE', {
      components: readingsOf(healthy.parts),
    });
    expect(deriveStatus(snapshot).health).toBe('healthy');
    const unread = { ok: false, reason: 'It was throttled.', readAt } as const;
    const parts = [...kinds, 'spec', 'metrics'] as const;
    fc.assert(
      fc.property(fc.subarray([...parts], { minLength: 1 }), chosen => {
        const broken = structuredClone(snapshot);
        for (const part of chosen) {
          if (part === 'spec') broken.spec = unread;
          else if (part !== 'metrics') broken.components[part] = unread;
          else if (broken.components.cache?.ok) {
            broken.components.cache.value.metrics = unread;
          } else broken.components.cache = unread;
        }
        const status = deriveStatus(broken);
        expect(status.health).toBe('unknown');
        expect(status.reasons.join()).toContain('It was throttled.');
      }),
    );
  });
});

describe('the row of a list', () => {
  it.each([
    ['CREATE_COMPLETE', 'unknown', ['Its parts have not been read yet.']],
    ['CREATE_IN_PROGRESS', 'deploying', []],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      'degraded',
      [
        'The last change failed and was undone; what ran before it runs on.',
        'Its parts have not been read yet.',
      ],
    ],
    [
      'DELETE_FAILED',
      'failing',
      ['The destruction failed; some resources are left.'],
    ],
  ])(
    'of a stack in %s is %s until its parts are read',
    (status, health, reasons) => {
      expect(deriveSummary(ref, stackOf(status))).toMatchObject({
        suffix: 'demo',
        health,
        reasons,
      });
    },
  );

  it.each([
    ['CREATE_FAILED', true],
    ['ROLLBACK_COMPLETE', true],
    ['ROLLBACK_FAILED', true],
    ['ROLLBACK_IN_PROGRESS', undefined],
    ['UPDATE_ROLLBACK_COMPLETE', undefined],
    ['DELETE_FAILED', undefined],
  ])(
    'of a stack in %s reports a failed creation: %s',
    (status, creationFailed) => {
      expect(deriveSummary(ref, stackOf(status))?.creationFailed).toBe(
        creationFailed,
      );
    },
  );

  it.each(['REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'])(
    'does not exist for a stack in %s',
    status => {
      expect(deriveSummary(ref, stackOf(status))).toBeUndefined();
    },
  );
});
