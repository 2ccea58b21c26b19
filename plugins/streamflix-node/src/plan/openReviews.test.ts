import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import { planAndDeploy, planReview } from '../__testUtils__/operations';
import {
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { discardPlan } from './discardPlan';

jest.setTimeout(60_000);

const video = 'group:default/video';
const ada = { userRef: 'user:default/ada', owns: ['user:default/ada', video] };
const bob = { userRef: 'user:default/bob', owns: ['user:default/bob', video] };

describe('the limit of open plans', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
  });
  afterAll(() => aws.stop());

  const plan = (suffix: string, user = ada) =>
    planReview(access, {
      input: inputOf(suffix),
      token: `${suffix} of ${user.userRef}`,
      authorizer: asUser(user),
    });
  const tooMany =
    'You have 5 plans that were not executed. Execute one, or wait until they are deleted, an hour after they were made.';

  it('refuses the sixth plan of a user, and no plan of another', async () => {
    for (const suffix of ['one', 'two', 'three', 'four', 'five']) {
      await plan(suffix);
    }
    const before = await leftoversIn(access);
    expect(before.changeSets).toHaveLength(5);
    await expect(plan('six')).rejects.toMatchObject({
      problems: [{ path: '', message: tooMany }],
    });
    expect(await leftoversIn(access)).toEqual(before);
    expect((await plan('six', bob)).kind).toBe('create');
    // Plans count for the user who made them, even for the same environment.
    expect((await plan('five', bob)).kind).toBe('create');
  });

  it('refuses the sixth plan of a user that is requested at the same time as the fifth', async () => {
    const eve = { userRef: 'user:default/eve', owns: [video] };
    for (const each of ['a', 'b', 'c', 'd']) await plan(`many-${each}`, eve);
    let counted = 0;
    const bothCounted = async () => {
      counted += 1;
      for (let tries = 0; counted < 2 && tries < 40; tries++) await sleep(100);
    };
    const asked = await Promise.allSettled(
      ['e', 'f'].map(each => {
        const authorizer = asUser(eve);
        let times = 0;
        return planReview(access, {
          input: inputOf(`many-${each}`),
          token: each,
          authorizer: {
            requester: () => authorizer.requester(),
            async authorize(effect) {
              times += 1;
              // The second call is for the change set, after the open ones were counted.
              if (times === 2) await bothCounted();
              return authorizer.authorize(effect);
            },
          },
        });
      }),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it('does not count a plan twice that is requested twice', async () => {
    const first = await plan('one');
    expect(first.changeSetArn).toBe((await plan('one')).changeSetArn);
  });

  it('counts plans of environments that exist', async () => {
    await discardPlan(access, {
      ref: (await plan('one')).ref,
      token: `one of ${ada.userRef}`,
      purpose: 'review',
    });
    await planAndDeploy(access, inputOf('runs'), { authorizer: asUser(ada) });
    const change = (token: string) =>
      planReview(access, {
        input: inputOf('runs', { worker: { maxTasks: 7 } }),
        token,
        authorizer: asUser(ada),
      });
    expect((await change('fifth')).kind).toBe('change');
    await expect(change('sixth')).rejects.toThrow(tooMany);
  });

  it('does not keep a user from deploying without a plan', async () => {
    const { outcome } = await planAndDeploy(access, inputOf('direct'), {
      authorizer: asUser(ada),
    });
    expect(outcome.outcome).toBe('created');
  });

  it('is not taken for retained when AWS does not report it', async () => {
    aws.faults.add({ kind: 'deny', operation: 'ListStacks' });
    await expect(plan('seven', bob)).rejects.toThrow(
      'AWS denies cloudformation:List',
    );
    aws.faults.clear();
  });
});
