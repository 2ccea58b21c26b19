import {
  hasEffects,
  isUnfinished,
  plansNobodyTook,
  type TaskState,
} from './taskState';

const plan = { id: 'plan', action: 'streamflix:environment:plan' };
const deploy = { id: 'deploy', action: 'streamflix:environment:deploy' };
const destroy = { id: 'destroy', action: 'streamflix:environment:destroy' };
const environment = '000000000000/eu-west-2/demo';
const planned = {
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
  changeSetArn:
    'arn:aws:cloudformation:eu-west-2:000000000000:changeSet/plan/1',
};

/** @param effects - such as `deploy.allowed.1`, with ` failed` after it when it was not to be had */
const stateOf = (...effects: string[]): TaskState => ({
  checkpoints: Object.fromEntries(
    effects.map(each => {
      const [name, status = 'success'] = each.split(' ');
      const [step, effect, attempt] = name.split('.');
      return [
        `v1.task.checkpoint.${step}.${effect}.${environment}.${attempt}`,
        { status, value: effect === 'planned' ? planned : {} },
      ];
    }),
  ),
});

describe('isUnfinished', () => {
  it.each([
    ['a plan that was allowed and is not there', plan, ['plan.allowed.1']],
    ['a deployment without an end', deploy, ['deploy.allowed.1']],
    [
      'a second attempt that has its plan and no end',
      deploy,
      [
        'deploy.allowed.1',
        'deploy.deployed.1',
        'deploy.allowed.2',
        'deploy.planned.2',
      ],
    ],
    ['a destruction without an end', destroy, ['destroy.allowed.1']],
  ])('is true of %s', (_, step, effects) => {
    expect(isUnfinished(stateOf(...effects), step)).toBe(true);
  });

  it.each([
    ['what nobody was allowed', deploy, ['deploy.allowed.1 failed']],
    ['what was never begun', deploy, ['plan.allowed.1', 'plan.planned.1']],
    ['a plan that is there', plan, ['plan.allowed.1', 'plan.planned.1']],
    [
      'a plan that was refused',
      plan,
      ['plan.allowed.1', 'plan.planned.1 failed'],
    ],
    [
      'a deployment that has ended',
      deploy,
      ['deploy.allowed.1', 'deploy.deployed.1'],
    ],
    [
      'a deployment that broke off by itself',
      deploy,
      ['deploy.allowed.1', 'deploy.deployed.1 failed'],
    ],
    [
      'a deployment whose own plan was refused',
      deploy,
      [
        'deploy.allowed.1',
        'deploy.planned.1 failed',
        'deploy.deployed.1 failed',
      ],
    ],
  ])('is false of %s', (_, step, effects) => {
    expect(isUnfinished(stateOf(...effects), step)).toBe(false);
  });

  it('takes no notice of what other actions have saved', () => {
    const state = {
      checkpoints: {
        'v1.task.checkpoint.deploy.create.repo': { status: 'success' },
      },
    };
    expect(hasEffects(state)).toBe(false);
    expect(hasEffects(stateOf('deploy.allowed.1'))).toBe(true);
    expect(isUnfinished(state, deploy)).toBe(false);
    expect(isUnfinished({}, deploy)).toBe(false);
  });
});

describe('plansNobodyTook', () => {
  it('are those no deployment was allowed for', () => {
    const effects = ['plan.allowed.1', 'plan.planned.1'];
    const steps = [plan, deploy];
    expect(plansNobodyTook(stateOf(...effects), steps)).toEqual([planned]);
    expect(
      plansNobodyTook(stateOf(...effects, 'deploy.allowed.1 failed'), steps),
    ).toEqual([planned]);
    expect(
      plansNobodyTook(stateOf(...effects, 'deploy.allowed.1'), steps),
    ).toEqual([]);
  });

  it('are none where a deployment plans by itself', () => {
    expect(
      plansNobodyTook(stateOf('deploy.allowed.1', 'deploy.planned.1'), [
        deploy,
      ]),
    ).toEqual([]);
  });
});
