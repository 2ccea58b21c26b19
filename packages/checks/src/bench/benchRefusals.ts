import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { startLocalAws } from '@streamflix/local-aws';
import {
  checkRefusals,
  type Outcome,
  type TemplateCase,
} from './checkRefusals';
import { localCredentials } from './localAccess';
import type { Measurement } from './Measurement';

interface Corpus {
  readonly base: object;
  readonly cases: readonly TemplateCase[];
}

/** Three hours, the longest that CloudFormation waits, pass in less than a second. */
const speed = 20_000;

async function finish(client: CloudFormationClient, id: string) {
  for (;;) {
    const { Stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName: id }),
    );
    const status = Stacks[0].StackStatus ?? '';
    if (!status.endsWith('_IN_PROGRESS')) return status;
    await sleep(10);
  }
}

const stackOf = (template: object) => ({
  StackName: 'refused',
  TemplateBody: JSON.stringify(template),
  Capabilities: ['CAPABILITY_NAMED_IAM' as const],
});

async function remove(client: CloudFormationClient, id: string) {
  await client.send(new DeleteStackCommand({ StackName: id }));
  await finish(client, id);
}

/** In the order in which they happened. */
async function eventsOf(client: CloudFormationClient, id: string) {
  const events: StackEvent[] = [];
  const pages = paginateDescribeStackEvents({ client }, { StackName: id });
  for await (const { StackEvents = [] } of pages) events.push(...StackEvents);
  return events.reverse();
}

/** Why the operation failed that began after `earlier` events. */
async function failureOf(
  client: CloudFormationClient,
  id: string,
  earlier: number,
): Promise<Outcome> {
  const events = await eventsOf(client, id);
  const reasons = events.slice(earlier).map(each => ({
    isResource: each.PhysicalResourceId !== id,
    hasFailed: each.ResourceStatus?.endsWith('_FAILED'),
    reason: each.ResourceStatusReason ?? '',
  }));
  const broken = reasons.find(({ reason }) => /Internal Failure/.test(reason));
  if (broken) return { where: 'broken', message: broken.reason };
  const failed = reasons.find(each => each.isResource && each.hasFailed);
  return failed
    ? { where: 'resource', message: failed.reason }
    : {
        where: 'validation',
        message:
          reasons.find(({ reason }) => reason !== 'User Initiated')?.reason ??
          '',
      };
}

/** Creates a stack of its own, changes it if the case is a change, and deletes it. */
async function attempt(
  client: CloudFormationClient,
  { before, template }: TemplateCase,
): Promise<Outcome> {
  let id: string | undefined;
  let earlier = 0;
  try {
    if (before) {
      const created = await client.send(
        new CreateStackCommand(stackOf(before)),
      );
      id = created.StackId ?? '';
      const status = await finish(client, id);
      if (status !== 'CREATE_COMPLETE') {
        const { message } = await failureOf(client, id, 0);
        await remove(client, id);
        return { where: 'broken', message: `Before the change: ${message}` };
      }
      earlier = (await eventsOf(client, id)).length;
      await client.send(new UpdateStackCommand(stackOf(template)));
    } else {
      const created = await client.send(
        new CreateStackCommand(stackOf(template)),
      );
      id = created.StackId ?? '';
    }
  } catch (error) {
    if (id) await remove(client, id);
    const { name, message, $fault } = error as Error & { $fault?: string };
    return {
      where: $fault === 'client' ? 'call' : 'broken',
      message: `${name}: ${message}`,
    };
  }
  const status = await finish(client, id);
  const outcome: Outcome = /^(CREATE|UPDATE)_COMPLETE$/.test(status)
    ? { where: 'accepted', message: '' }
    : await failureOf(client, id, earlier);
  await remove(client, id);
  return outcome;
}

/**
 * How many of the templates and changes that AWS refuses local AWS refuses, at the call, by validation or at the resource.
 *
 * @param file - other templates of the same format instead of the repository's
 */
export async function benchRefusals(file?: string): Promise<Measurement[]> {
  const { base, cases }: Corpus = JSON.parse(
    readFileSync(
      file ?? require.resolve('./__fixtures__/refusals.json'),
      'utf8',
    ),
  );
  const aws = await startLocalAws({ speed });
  const client = new CloudFormationClient({
    endpoint: aws.url,
    region: 'eu-west-2',
    credentials: {
      accessKeyId: localCredentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: localCredentials.AWS_SECRET_ACCESS_KEY,
    },
  });
  try {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: 'base',
        TemplateBody: JSON.stringify(base),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const status = await finish(client, StackId);
    if (status !== 'CREATE_COMPLETE') throw new Error(`The base: ${status}`);
    const results = [];
    for (const each of cases) {
      results.push({ each, outcome: await attempt(client, each) });
    }
    return checkRefusals(results);
  } finally {
    client.destroy();
    await aws.stop();
  }
}
