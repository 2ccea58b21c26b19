import { match, ok, strictEqual as equal } from 'node:assert';
import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  GetTemplateCommand,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import type { HostileCheck } from './HostileCheck';
import { isNotYours, videoRequest } from './victimRequests';
import { ownRequest, victim, type World } from './World';

/** The parts of a change set that an attacker replaces. */
interface PlannedChangeSet {
  TemplateBody: string;
  Tags: Tag[];
}

/** A plan of ada's, and the ARN of its change set. */
async function planOf(world: World, values: object): Promise<string> {
  const { output } = await world.succeeds(() =>
    world.run('ada', 'raw-plan', values),
  );
  ok(typeof output.changeSetArn === 'string');
  return output.changeSetArn;
}

/** Attacks with a change set of another team or environment, and plans beyond the limit. */
export const changeSetTakeovers: readonly HostileCheck[] = [
  {
    name: 'a user cannot execute the change set of another team for a new environment',
    async run(world) {
      const suffix = world.newSuffix();
      const request = videoRequest(suffix);
      const changeSetArn = await planOf(world, request);
      await world.refuses(
        () => world.run('alan', 'raw-deploy', { ...request, changeSetArn }),
        { message: /do not have permission|Owner must be you/, suffix },
      );
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
      );
    },
  },
  {
    name: 'a user cannot execute the change set of another team on its environment',
    isAllowed: true,
    async run(world) {
      const request = { ...victim, stream: { shards: 4 } };
      const changeSetArn = await planOf(world, request);
      await world.refuses(
        () => world.run('alan', 'raw-deploy', { ...request, changeSetArn }),
        { message: isNotYours },
      );
      await world.refuses(
        () =>
          world.run('ada', 'raw-deploy', {
            ...request,
            stream: { shards: 3 },
            changeSetArn,
          }),
        { message: /planned for other values/, attacker: 'ada' },
      );
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
      );
    },
  },
  {
    name: 'a change set of another environment is refused for one’s own request',
    async run(world) {
      const request = videoRequest(world.newSuffix());
      const changeSetArn = await planOf(world, request);
      const suffix = world.newSuffix();
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...ownRequest(suffix),
            changeSetArn,
          }),
        { message: /for another environment/, suffix },
      );
      await world.succeeds(() =>
        world.run('alan', 'raw-plan', ownRequest(suffix)),
      );
    },
  },
  ...(
    [
      [
        'a foreign template with the metadata of a plan is not executed, not even for its owner',
        (plan: PlannedChangeSet) => {
          const template = JSON.parse(plan.TemplateBody);
          template.Resources.Backdoor = { Type: 'AWS::SQS::Queue' };
          return { ...plan, TemplateBody: JSON.stringify(template) };
        },
      ],
      [
        'a change set with other tags than the plan’s is not executed',
        (plan: PlannedChangeSet) => ({
          ...plan,
          Tags: [...plan.Tags, { Key: 'Team', Value: 'content' }],
        }),
      ],
    ] as const
  ).map(
    ([name, forge]): HostileCheck => ({
      name,
      async run(world) {
        const suffix = world.newSuffix();
        const request = videoRequest(suffix);
        const planned = await planOf(world, request);
        const client = world.administrator.cloudFormation;
        const [{ TemplateBody = '' }, { Tags = [] }] = await Promise.all([
          client.send(new GetTemplateCommand({ ChangeSetName: planned })),
          client.send(new DescribeChangeSetCommand({ ChangeSetName: planned })),
        ]);
        const { Id: changeSetArn = '' } = await client.send(
          new CreateChangeSetCommand({
            StackName: `streamflix-${suffix}`,
            ChangeSetName: 'streamflix-review-0123456789abcdef0123456789abcdef',
            ChangeSetType: 'CREATE',
            Capabilities: ['CAPABILITY_NAMED_IAM'],
            ...forge({ TemplateBody, Tags }),
          }),
        );
        await world.administrator.awaitPlan(changeSetArn);
        await world.refuses(
          () => world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
          {
            message: /not what this version of StreamFlix makes/,
            attacker: 'ada',
            suffix,
          },
        );
        await world.succeeds(() =>
          world.run('ada', 'raw-deploy', { ...request, changeSetArn: planned }),
        );
      },
    }),
  ),
  {
    name: 'a user has at most five plans that were not executed',
    async run(world) {
      for (let plan = 0; plan < 5; plan++) {
        await world.succeeds(() =>
          world.run('guest', 'raw-plan', {
            ...victim,
            suffix: world.newSuffix(),
          }),
        );
      }
      const suffix = world.newSuffix();
      await world.refuses(
        () => world.run('guest', 'raw-plan', { ...victim, suffix }),
        {
          message: /You have 5 plans that were not executed/,
          attacker: 'guest',
          suffix,
          event: 'environment-plan',
        },
      );
      await world.succeeds(() =>
        world.run('grace', 'raw-plan', {
          ...victim,
          suffix: world.newSuffix(),
        }),
      );
    },
  },
  {
    name: 'a user who asks for seven plans at once gets five',
    async run(world) {
      const ended = await Promise.all(
        Array.from({ length: 7 }, () =>
          world.run('guest', 'raw-plan', {
            ...victim,
            suffix: world.newSuffix(),
          }),
        ),
      );
      const refused = ended.filter(({ status }) => status === 'failed');
      equal(refused.length, 2);
      for (const { error = '' } of refused) {
        match(error, /You have 5 plans that were not executed/);
      }
    },
  },
];
