import type { EnvironmentEvent } from '@streamflix/backstage-plugin-streamflix-common';
import { explain, wasCancelled } from './explain';

let clock = Date.parse('2026-01-01T00:00:00Z');

function event(
  logicalId: string,
  status: string,
  reason?: string,
  resourceType = logicalId === 'streamflix-abc'
    ? 'AWS::CloudFormation::Stack'
    : 'AWS::Kinesis::Stream',
): EnvironmentEvent {
  clock += 1_000;
  const at = new Date(clock).toISOString();
  return { id: at, at, logicalId, resourceType, status, reason };
}

const stack = 'streamflix-abc';

const failedCreation = () => [
  event(stack, 'CREATE_IN_PROGRESS', 'User Initiated'),
  event('Stream', 'CREATE_IN_PROGRESS'),
  event('Service', 'CREATE_IN_PROGRESS'),
  event(
    'Service',
    'CREATE_FAILED',
    'ECS Deployment Circuit Breaker was triggered',
    'AWS::ECS::Service',
  ),
  event('Stream', 'CREATE_FAILED', 'Resource creation cancelled'),
  event(
    stack,
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Service, Stream]. Rollback requested by user.',
  ),
  event('Stream', 'DELETE_COMPLETE'),
  event(stack, 'ROLLBACK_COMPLETE'),
];

const cancelledChange = () => [
  event(stack, 'UPDATE_IN_PROGRESS', 'User Initiated'),
  event('Stream', 'UPDATE_IN_PROGRESS'),
  event(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'),
  event('Stream', 'UPDATE_FAILED', 'Resource update cancelled'),
  event('Stream', 'UPDATE_COMPLETE'),
  event(stack, 'UPDATE_ROLLBACK_COMPLETE'),
];

describe('a change', () => {
  it('was cancelled when a user rolled it back', () => {
    expect(wasCancelled(cancelledChange())).toBe(true);
    expect(wasCancelled([...cancelledChange()].reverse())).toBe(true);
  });

  it('was not cancelled when a user only continued the rollback of what had failed', () => {
    const events = [
      event(stack, 'UPDATE_IN_PROGRESS', 'User Initiated'),
      event(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'Transform failed'),
      event('Stream', 'UPDATE_FAILED', 'Busy'),
      event(stack, 'UPDATE_ROLLBACK_FAILED'),
      event(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'),
      event(stack, 'UPDATE_ROLLBACK_COMPLETE'),
    ];
    expect(wasCancelled(events)).toBe(false);
  });
});

describe('the explanation of a failure', () => {
  it('names the resource that failed first, not those that were cancelled because of it', () => {
    expect(explain(failedCreation())).toEqual({
      resource: { logicalId: 'Service', type: 'AWS::ECS::Service' },
      awsMessage: 'ECS Deployment Circuit Breaker was triggered',
      id: 'tasks-do-not-stay-up',
      documentation:
        'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
      cause: expect.stringContaining('ECS gave up starting them'),
      resolution: expect.any(String),
    });
  });

  it('is the same whichever way round the events come', () => {
    const events = failedCreation();
    expect(explain([...events].reverse())).toEqual(explain(events));
  });

  it('passes over a resource that was cancelled before the cause was reported', () => {
    const cancelledFirst = [
      event(stack, 'CREATE_IN_PROGRESS'),
      event('Stream', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('Queue', 'CREATE_FAILED', 'Rate exceeded'),
    ];
    expect(explain(cancelledFirst)?.resource?.logicalId).toBe('Queue');
  });

  it('uses the diagnostics of the service where there are any', () => {
    const explanation = explain(failedCreation(), [
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref example/api:missing: not found',
      'Essential container in task exited',
    ]);
    expect(explanation?.cause).toBe('The image has no such tag or digest.');
    expect(explanation?.awsMessage).toBe(
      'ECS Deployment Circuit Breaker was triggered · CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref example/api:missing: not found · Essential container in task exited',
    );
  });

  it("takes the most particular of the tasks' reasons, whichever comes first", () => {
    const explanation = explain(failedCreation(), [
      'Container api exited with code 137',
      'OutOfMemoryError: Container killed due to memory usage',
    ]);
    expect(explanation?.cause).toBe(
      'The container needed more memory than its task has.',
    );
  });

  it('names the failed health check of a task that was then killed', () => {
    const explanation = explain(failedCreation(), [
      'Container api exited with code 137',
      'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-2:111122223333:targetgroup/api/1)',
    ]);
    expect(explanation?.id).toBe('health-check-failing');
  });

  it('does not blame the memory when a container was killed and nothing says why', () => {
    const explanation = explain(failedCreation(), [
      'Container api exited with code 137',
      'Essential container in task exited',
    ]);
    expect(explanation?.id).toBe('container-killed');
  });

  it("falls back to AWS's message when the cause is not known", () => {
    const explanation = explain([
      event('Stream', 'CREATE_FAILED', 'The moon is in the wrong phase.'),
    ]);
    expect(explanation?.cause).toBe('The cause is not known.');
  });

  it('is taken from the stack when no resource failed by itself', () => {
    const explanation = explain([
      event(stack, 'UPDATE_IN_PROGRESS', 'User Initiated'),
      event(
        stack,
        'UPDATE_ROLLBACK_IN_PROGRESS',
        'Transform validation failed',
      ),
    ]);
    expect(explanation).toMatchObject({
      resource: undefined,
      awsMessage: 'Transform validation failed',
    });
  });

  it('is missing when a user cancelled, because nothing failed', () => {
    expect(explain(cancelledChange())).toBeUndefined();
  });

  it('names what had failed before a user cancelled', () => {
    const [started, ...rest] = cancelledChange();
    const failed = event('Queue', 'UPDATE_FAILED', 'Rate exceeded');
    const events = [started, { ...failed, at: started.at }, ...rest];
    expect(explain(events)?.resource?.logicalId).toBe('Queue');
    expect(wasCancelled(events)).toBe(false);
  });

  it('is missing when nothing failed', () => {
    const events = [
      event(stack, 'CREATE_IN_PROGRESS', 'User Initiated'),
      event('Stream', 'CREATE_COMPLETE'),
      event(stack, 'CREATE_COMPLETE'),
    ];
    expect(explain(events)).toBeUndefined();
    expect(explain([])).toBeUndefined();
  });
});
