import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { startLocalAws } from '@streamflix/local-aws';
import { checkRefusals, type Outcome, type Refusal } from './checkRefusals';
import { localCredentials } from './localAccess';
import type { Measurement } from './Measurement';

interface Corpus {
  readonly base: object;
  readonly cases: readonly Refusal[];
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

/** Creates a stack of its own and deletes it. */
async function attempt(
  client: CloudFormationClient,
  template: object,
): Promise<Outcome> {
  let id: string;
  try {
    const { StackId } = await client.send(
      new CreateStackCommand({
        StackName: 'refused',
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    id = StackId ?? '';
  } catch (error) {
    const { name, message, $fault } = error as Error & { $fault?: string };
    return {
      where: $fault === 'client' ? 'call' : 'broken',
      message: `${name}: ${message}`,
    };
  }
  const status = await finish(client, id);
  const { StackEvents = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: id }),
  );
  const reasons = StackEvents.reverse().map(each => ({
    isResource: each.PhysicalResourceId !== id,
    hasFailed: each.ResourceStatus?.endsWith('_FAILED'),
    reason: each.ResourceStatusReason ?? '',
  }));
  await client.send(new DeleteStackCommand({ StackName: id }));
  await finish(client, id);
  if (status === 'CREATE_COMPLETE') return { where: 'created', message: '' };
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

/**
 * How many of the templates that AWS refuses local AWS refuses, at the call, by validation or at the resource.
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
    for (const refusal of cases) {
      const outcome = await attempt(client, refusal.template);
      results.push({ refusal, outcome });
    }
    return checkRefusals(results);
  } finally {
    client.destroy();
    await aws.stop();
  }
}
