import {
  LearnedDurations,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { expectDuration } from '../plan/expectDuration';
import { deriveOperation } from './deriveOperation';
import type { OperationPlan } from '../follow/plannedWork';

const start = Date.parse('2026-11-01T10:00:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

const types: Record<string, string> = {
  Vpc: 'AWS::EC2::VPC',
  Cluster: 'AWS::RDS::DBCluster',
  Writer: 'AWS::RDS::DBInstance',
  Service: 'AWS::ECS::Service',
};
const template = {
  Outputs: {},
  Resources: {
    Vpc: { Type: types.Vpc },
    Cluster: { Type: types.Cluster, Properties: { Vpc: { Ref: 'Vpc' } } },
    Writer: { Type: types.Writer, DependsOn: 'Cluster' },
    Service: { Type: types.Service, DependsOn: ['Writer'] },
  },
};

const event = (
  seconds: number,
  logicalId: string,
  status: string,
  more: Partial<OperationEvent> = {},
): OperationEvent => ({
  id: `${seconds} ${logicalId} ${status}`,
  at: at(seconds),
  logicalId,
  resourceType: types[logicalId] ?? 'AWS::CloudFormation::Stack',
  status,
  ofStack: logicalId === 'Stack',
  ...more,
});

const derive = (
  events: OperationEvent[],
  plan: Partial<OperationPlan>,
  now: number,
  isOver = false,
) =>
  deriveOperation(events, {
    plan: { kind: 'create', isRollingBack: false, template, ...plan },
    durations: new LearnedDurations(),
    isOver,
    now: start + now * 1000,
  });

const creation = [
  event(0, 'Stack', 'CREATE_IN_PROGRESS'),
  event(1, 'Vpc', 'CREATE_IN_PROGRESS'),
  event(2, 'Vpc', 'CREATE_IN_PROGRESS'),
  event(16, 'Vpc', 'CREATE_COMPLETE'),
  event(16, 'Cluster', 'CREATE_IN_PROGRESS'),
];

const brief = ({ resources }: ReturnType<typeof derive>) =>
  Object.fromEntries(
    resources.map(({ logicalId, state }) => [logicalId, state]),
  );

describe('deriveOperation', () => {
  it('shows the resources of a creation in order of start, what each waits for, and when it is expected to end', () => {
    const shown = derive(creation, {}, 30);
    expect(shown.resources.map(({ logicalId }) => logicalId)).toEqual([
      'Vpc',
      'Cluster',
      'Writer',
      'Service',
    ]);
    expect(brief(shown)).toEqual({
      Vpc: 'done',
      Cluster: 'in-progress',
      Writer: 'waiting',
      Service: 'waiting',
    });
    expect(shown.resources[0].spans).toEqual([
      { action: 'create', startedAt: at(1), endedAt: at(16), result: 'done' },
    ]);
    expect(shown.resources[3]).toMatchObject({
      area: 'Compute',
      waitsFor: ['Writer'],
      isCritical: true,
    });
    expect(shown).toMatchObject({
      done: 1,
      total: 4,
      startedAt: at(0),
      expectedEnd: at(16 + 75 + 420 + 150),
      awaited: { logicalId: 'Cluster' },
    });
  });

  it('distinguishes what CloudFormation only waits for', () => {
    const configured = event(20, 'Cluster', 'CREATE_IN_PROGRESS', {
      isConfigured: true,
    });
    const shown = derive([...creation, configured], {}, 30);
    expect(shown.resources[1]).toMatchObject({
      state: 'stabilising',
      spans: [{ configuredAt: at(20) }],
    });
  });

  it('counts what has to be undone once it turns back, in the order of deletion', () => {
    const shown = derive(
      [
        ...creation,
        event(40, 'Cluster', 'CREATE_FAILED', { reason: 'No.' }),
        event(41, 'Stack', 'ROLLBACK_IN_PROGRESS'),
        event(42, 'Cluster', 'DELETE_IN_PROGRESS'),
      ],
      { isRollingBack: true },
      60,
    );
    expect(brief(shown)).toEqual({ Vpc: 'done', Cluster: 'in-progress' });
    expect(shown).toMatchObject({
      done: 0,
      total: 2,
      expectedEnd: at(42 + 90 + 8),
      awaited: { logicalId: 'Cluster' },
    });
    expect(shown.resources[1].spans[0]).toMatchObject({
      result: 'failed',
      reason: 'No.',
    });
  });

  it('shows only what a change touches, and passes over what turns out not to change', () => {
    const changes = [
      { logicalId: 'Cluster', type: types.Cluster, action: 'change' },
      { logicalId: 'Service', type: types.Service, action: 'change' },
      { logicalId: 'Writer', type: types.Writer, action: 'change' },
    ] as const;
    const events = [
      event(0, 'Stack', 'UPDATE_IN_PROGRESS'),
      event(1, 'Cluster', 'UPDATE_IN_PROGRESS'),
      event(46, 'Cluster', 'UPDATE_COMPLETE'),
    ];
    const waiting = derive(events, { kind: 'update', changes }, 47);
    expect(brief(waiting)).toEqual({
      Cluster: 'done',
      Writer: 'waiting',
      Service: 'waiting',
    });
    const passed = derive(
      [...events, event(50, 'Service', 'UPDATE_IN_PROGRESS')],
      { kind: 'update', changes },
      60,
    );
    expect(brief(passed)).toMatchObject({ Writer: 'untouched' });
    expect(passed.expectedEnd).toBe(at(50 + 110));
  });

  it('deletes in the order of what depends on what, and leaves out what does not exist', () => {
    const shown = derive(
      [
        event(0, 'Stack', 'DELETE_IN_PROGRESS'),
        event(1, 'Writer', 'DELETE_IN_PROGRESS'),
      ],
      { kind: 'delete', existing: new Set(['Vpc', 'Cluster', 'Writer']) },
      10,
    );
    expect(shown).toMatchObject({
      total: 3,
      expectedEnd: at(1 + 240 + 90 + 8),
    });
    expect(brief(shown)).toEqual({
      Writer: 'in-progress',
      Cluster: 'waiting',
      Vpc: 'waiting',
    });
  });

  it('expects nothing once it is over, nor without a template', () => {
    const over = derive(
      [...creation, event(40, 'Cluster', 'CREATE_COMPLETE')],
      {},
      60,
      true,
    );
    expect(over.expectedEnd).toBeUndefined();
    expect(over.awaited).toBeUndefined();
    expect(brief(over)).toMatchObject({ Writer: 'untouched' });
    const unknown = derive(creation, { template: undefined }, 30);
    expect(brief(unknown)).toEqual({ Vpc: 'done', Cluster: 'in-progress' });
  });

  it('shows a replacement as done, although the earlier resource is deleted', () => {
    const shown = derive(
      [
        event(0, 'Stack', 'UPDATE_IN_PROGRESS'),
        event(1, 'Writer', 'UPDATE_IN_PROGRESS'),
        event(46, 'Writer', 'UPDATE_COMPLETE'),
        event(47, 'Stack', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
        event(48, 'Writer', 'DELETE_IN_PROGRESS'),
        event(60, 'Writer', 'DELETE_COMPLETE'),
      ],
      { kind: 'update' },
      61,
      true,
    );
    expect(brief(shown)).toEqual({ Writer: 'done' });
  });
});

describe('the expected duration of a plan', () => {
  const body = JSON.stringify(template);
  const changeOf = (
    logicalId: string,
    action: ResourceChange['action'],
  ): ResourceChange => ({
    action,
    logicalId,
    type: types[logicalId],
    properties: [],
    losesData: false,
  });

  it('is what its operation predicts at its start', () => {
    const added = Object.keys(types).map(id => changeOf(id, 'add'));
    expect(
      expectDuration(body, 'create', added, new LearnedDurations()),
    ).toEqual({ seconds: 660, source: 'table' });
    const started = [event(0, 'Stack', 'CREATE_IN_PROGRESS')];
    expect(derive(started, {}, 0).expectedEnd).toBe(at(660));
  });

  it('comes from earlier operations where there were any, and covers only what changes', () => {
    const learned = new LearnedDurations();
    learned.add(types.Writer, 'update', 90);
    const expected = (changes: ResourceChange[]) =>
      expectDuration(body, 'change', changes, learned);
    expect(expected([changeOf('Writer', 'change')])).toEqual({
      seconds: 90,
      source: 'earlier-operations',
    });
    // What is removed goes last.
    expect(
      expected([changeOf('Writer', 'change'), changeOf('Service', 'remove')]),
    ).toMatchObject({ seconds: 120 });
    expect(expected([])).toBeUndefined();
  });
});
