import type { OperationRecord } from '@streamflix/backstage-plugin-streamflix-node';
import { notificationOf, recipientsOf } from './notificationOf';

const account = '111122223333';

type Outcome = NonNullable<OperationRecord['outcome']>;

const record = (
  step: OperationRecord['step'],
  outcome: Outcome['outcome'],
  more: Partial<OperationRecord> & { stackStatus?: string } = {},
): OperationRecord => {
  const { stackStatus = 'CREATE_COMPLETE', ...rest } = more;
  const ref = { account, region: 'eu-west-2', suffix: 'abc' };
  return {
    id: `${step}-1`,
    step,
    isCreation: outcome === 'created',
    ref,
    stackArn: 'arn',
    requester: { text: 'user:default/ada', isComplete: true },
    owner: 'group:default/video',
    startedAt: '2026-01-01T00:00:00.000Z',
    lastEventAt: '2026-01-01T00:01:00.000Z',
    isExplained: true,
    outcome: {
      outcome,
      ref,
      stackArn: 'arn',
      stackStatus,
      seconds: 60,
      message: 'It ended.',
    } as Outcome,
    ...rest,
  };
};

describe('the notification of an outcome', () => {
  it.each([
    ['deploy', 'created', 'was created', 'normal'],
    ['deploy', 'updated', 'was changed', 'normal'],
    ['deploy', 'cancelled', 'was cancelled', 'low'],
    ['deploy', 'rolled-back', 'could not be deployed', 'high'],
    ['deploy', 'failed', 'could not be deployed', 'high'],
    ['deploy', 'needs-attention', 'needs attention', 'critical'],
    ['destroy', 'destroyed', 'was destroyed', 'normal'],
    ['destroy', 'failed', 'could not be destroyed', 'high'],
    ['destroy', 'needs-attention', 'needs attention', 'critical'],
    ['clear', 'failed', 'needs attention', 'high'],
    ['recover', 'needs-attention', 'needs attention', 'critical'],
  ] as const)('of %s that ended as %s', (step, outcome, title, severity) => {
    expect(notificationOf(record(step, outcome))).toMatchObject({
      title: `Environment abc in eu-west-2 ${title}`,
      severity,
      scope: `${step}-1`,
    });
  });

  it.each([
    ['clear', 'destroyed'],
    ['recover', 'rolled-back'],
    ['deploy', 'unchanged'],
  ] as const)('is not sent for %s that ended as %s', (step, outcome) => {
    expect(notificationOf(record(step, outcome))).toBeUndefined();
  });

  it('links to the page of the operation, which also shows what is left of the environment', () => {
    expect(notificationOf(record('deploy', 'created'))?.link).toBe(
      `/streamflix/${account}/eu-west-2/abc/operations/deploy-1`,
    );
  });
});

describe('recipients', () => {
  it('are the owner and the requester, each once', () => {
    expect(recipientsOf(record('deploy', 'created'))).toEqual([
      'group:default/video',
      'user:default/ada',
    ]);
    const own = record('deploy', 'created', { owner: 'user:default/ada' });
    expect(recipientsOf(own)).toEqual(['user:default/ada']);
  });

  it.each([
    ['a caller in the terminal', 'arn:aws:iam::1:user/ada', true],
    ['a user whose reference was cut off', 'user:default/adalove', false],
  ])('do not include %s', (_, text, isComplete) => {
    const requester = { text, isComplete };
    expect(recipientsOf(record('deploy', 'created', { requester }))).toEqual([
      'group:default/video',
    ]);
  });
});
