import { match, strictEqual as equal } from 'node:assert';
import { region } from './Administrator';
import type { HostileCheck } from './HostileCheck';
import { videoRequest } from './victimRequests';
import { ownRequest, type UserName, type World } from './World';

const plansOf = (suffix: string) =>
  `/api/streamflix/environments/default/${region}/${suffix}/plans`;

/** Starts a review in the form. @returns its state, and the ARN of its change set */
async function review(
  world: World,
  user: UserName,
  { suffix, ...values }: { suffix: string },
): Promise<{ state: string; changeSetArn: string }> {
  const body = { operation: 'create', values };
  return (await world.as(user).request(plansOf(suffix), body)) as {
    state: string;
    changeSetArn: string;
  };
}

/** Attacks with reviews in the form. */
export const reviewTakeovers: readonly HostileCheck[] = [
  {
    name: 'a user can neither read nor execute the review of another team, nor review in its name',
    async run(world) {
      const suffix = world.newSuffix();
      const request = videoRequest(suffix);
      const { changeSetArn } = await review(world, 'ada', request);
      const path = `${plansOf(suffix)}?changeSetArn=${encodeURIComponent(
        changeSetArn,
      )}`;
      // Not even by another member of the team, who may create it too.
      await world.denies(() => world.as('alan').request(path), 404);
      await world.denies(() => world.as('grace').request(path), 404);
      await world.denies(() => review(world, 'alan', request), 403);
      await world.administrator.awaitPlan(changeSetArn);
      await world.refuses(
        () => world.run('alan', 'raw-deploy', { ...request, changeSetArn }),
        { message: /do not have permission|Owner must be you/, suffix },
      );
      const { state } = (await world.as('ada').request(path)) as {
        state: string;
      };
      equal(state, 'ready');
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
      );
    },
  },
  {
    name: 'a sixth review in the form is refused, and so are many at once',
    async run(world) {
      for (let plan = 0; plan < 5; plan++) {
        await world.succeeds(() =>
          world.run('guest', 'raw-plan', videoRequest(world.newSuffix())),
        );
      }
      const sixth = videoRequest(world.newSuffix());
      const refused = await review(world, 'guest', sixth);
      equal(refused.state, 'refused');
      match(JSON.stringify(refused), /You have 5 plans that were not executed/);
      const many = await Promise.all(
        Array.from({ length: 6 }, () =>
          review(world, 'alan', ownRequest(world.newSuffix())).then(
            () => 'started',
            ({ status }: { status?: number }) => String(status),
          ),
        ),
      );
      equal(many.filter(one => one === '429').length, 3);
    },
  },
];
