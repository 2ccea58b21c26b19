import { resolveSpec } from '../environment/resolveSpec';
import { deriveParts } from './deriveParts';
import type { ComponentStatus } from './EnvironmentStatus';
import type { EcsServiceFacts, StackFacts } from './StackSnapshot';

const readAt = '2026-03-02T10:00:00.000Z';

const stack: StackFacts = {
  stackArn: 'arn',
  stackName: 'streamflix-demo',
  status: 'CREATE_COMPLETE',
  createdAt: readAt,
  terminationProtection: false,
  outputs: {},
};

function specOf() {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const metric = { unit: 'percent' as const, points: [] };
const service = (name: string, running: number): EcsServiceFacts => ({
  name,
  status: 'ACTIVE',
  desired: 2,
  running,
  pending: 0,
  stoppedTasks: [],
  metrics: { ok: true, value: { cpu: metric, memory: metric }, readAt },
});

const ecsOf = (...services: EcsServiceFacts[]): ComponentStatus => ({
  kind: 'ecs',
  health: 'failing',
  state: '',
  reasons: [],
  metrics: [],
  plots: [],
  facts: { cluster: 'cluster-demo', services },
  readAt,
});

const context = { spec: specOf(), phase: 'expected' } as const;

describe('the parts of an environment', () => {
  it('give the service and the worker the health and the tasks of their own', () => {
    const parts = deriveParts(
      stack,
      [ecsOf(service('service-demo', 2), service('worker-demo', 0))],
      context,
    );
    expect(parts).toEqual(
      expect.arrayContaining([
        {
          id: 'service',
          kind: 'ecs',
          health: 'healthy',
          value: { label: 'Tasks', value: '2 of 2' },
        },
        {
          id: 'worker',
          kind: 'ecs',
          health: 'failing',
          value: { label: 'Tasks', value: '0 of 2' },
        },
      ]),
    );
  });

  it('claim no health for a part that is not read', () => {
    const parts = deriveParts(stack, [], context);
    expect(parts.find(({ id }) => id === 'loadBalancer')).toEqual({
      id: 'loadBalancer',
    });
  });

  it('are unknown, not healthy, when ECS does not name their service', () => {
    const healthy: ComponentStatus = { ...ecsOf(), health: 'healthy' };
    const parts = deriveParts(stack, [healthy], context);
    expect(parts.find(({ id }) => id === 'worker')?.health).toBe('unknown');
  });

  it('come from the outputs when the specification is not known', () => {
    const outputs = { WorkerName: 'worker-demo', StreamName: 'stream-demo' };
    expect(
      deriveParts({ ...stack, outputs }, [], { phase: 'expected' }),
    ).toEqual([{ id: 'stream' }, { id: 'worker' }]);
  });
});
