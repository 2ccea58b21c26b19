import { requireCoherent, type ExecutablePlan } from './PlannedEnvironment';

const plan: ExecutablePlan = {
  input: {
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
  },
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
  kind: 'create',
  stackArn:
    'arn:aws:cloudformation:eu-west-2:000000000000:stack/streamflix-demo/1f3a',
  changeSetArn:
    'arn:aws:cloudformation:eu-west-2:000000000000:changeSet/streamflix-plan-1/2b4c',
  resources: 84,
  bytes: 50_000,
};

describe('a plan that passed through a template', () => {
  it('is executed when its parts belong together', () => {
    expect(() => requireCoherent(plan)).not.toThrow();
    expect(() =>
      requireCoherent({ ...plan, changeSetArn: undefined }),
    ).not.toThrow();
  });

  it.each<[string, Partial<ExecutablePlan>]>([
    [
      'its stack is another environment',
      { stackArn: plan.stackArn.replace('streamflix-demo', 'streamflix-live') },
    ],
    [
      'its stack is no environment of ours',
      { stackArn: plan.stackArn.replace('streamflix-demo', 'payroll') },
    ],
    [
      'its stack is in another account',
      { stackArn: plan.stackArn.replace('000000000000', '111111111111') },
    ],
    [
      'its change set is in another region',
      { changeSetArn: plan.changeSetArn?.replace('eu-west-2', 'us-east-1') },
    ],
    ['its change set is no change set', { changeSetArn: plan.stackArn }],
    [
      'its input names another environment',
      { input: { ...plan.input, suffix: 'live' } },
    ],
  ])(
    'is refused when %s, for permission was asked for its place',
    (_, part) => {
      expect(() => requireCoherent({ ...plan, ...part })).toThrow(
        'Plan must be the output of streamflix:environment:plan for demo in eu-west-2, unchanged',
      );
    },
  );
});
