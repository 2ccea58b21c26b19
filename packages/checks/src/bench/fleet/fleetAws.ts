import {
  eventsStackName,
  resolveSpec,
  stackName,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  synthesize,
  synthesizeEvents,
} from '@streamflix/backstage-plugin-streamflix-node';
import {
  startLocalAws,
  type LocalAws,
  type Operation,
} from '@streamflix/local-aws';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedCall } from './peakUse';

/*
 * Local AWS with environments in four regions, in its own process. Its parent sends commands; each has one answer. Environments are
 * created without requests, so that creating them is not limited by the rates of the API.
 */

export type FleetCommand =
  /** `pushes`: with the stack of events in every region. */
  | { name: 'create'; environments: number; pushes?: boolean }
  /** From now on listings of stacks are answered; before, they wait, and with them what is read in the background. */
  | { name: 'open' }
  | { name: 'calls' }
  /** How long CloudFormation took to create a stack. */
  | { name: 'creationTime'; region: string; suffix: string }
  | { name: 'deleteService'; region: string; suffix: string };

/** Seconds. */
export interface CreationTime {
  real: number;
  simulated: number;
}

/** A stack takes some seconds. */
const speed = 60;

/** Those that any region and an account without secrets can have. */
const blueprints = [
  'media-processing',
  'content-delivery',
  'video-pipeline',
  'complete',
] as const;

const regions = ['eu-west-2', 'eu-west-1', 'eu-central-1', 'us-east-1'];
/** The suffix and region of the synthesized templates, which are replaced: the environments differ in nothing else. */
const [sample] = regions;
const suffixOf = (nth: number) => `fleet-${String(nth).padStart(4, '0')}`;

const calls: RecordedCall[] = [];
let open: () => void = () => undefined;
const opened = new Promise<void>(resolve => {
  open = resolve;
});

function operationOf(aws: LocalAws, service: string, name: string): Operation {
  const found = aws.services.find(
    each => each.name === service && name in each.operations,
  );
  if (!found) throw new Error(`There is no ${service}:${name}.`);
  return found.operations[name];
}

async function synthesizeAll() {
  const all = [];
  for (const blueprint of blueprints) {
    const resolution = resolveSpec({
      suffix: suffixOf(0),
      region: sample,
      blueprint,
      owner: 'group:default/video',
    });
    if (!resolution.ok) throw new Error(`${blueprint} is no valid input.`);
    const { templateBody, tags } = await synthesize(resolution.spec);
    all.push(JSON.stringify({ templateBody, tags }));
  }
  return all;
}

/** Creates the stack of events in every region. */
async function createEvents(aws: LocalAws) {
  const TemplateBody = await synthesizeEvents({});
  const { accountId } = aws.world;
  for (const region of regions) {
    const call = { region, accountId, endpoint: aws.url };
    const input = { StackName: eventsStackName, TemplateBody };
    await operationOf(aws, 'cloudformation', 'CreateStack')(input, call);
  }
  const isReady = (region: string) => {
    const rules = aws.world.list(region, 'AWS::Events::Rule');
    return (
      rules.length > 0 && rules.every(({ phase }) => phase === 'available')
    );
  };
  while (!regions.every(isReady)) await sleep(100);
}

/** @returns the environments, by region and suffix */
async function create(aws: LocalAws, environments: number) {
  const texts = await synthesizeAll();
  return Promise.all(
    Array.from({ length: environments }, (_, nth) =>
      createOne(
        aws,
        nth,
        texts[Math.floor(nth / regions.length) % texts.length],
      ),
    ),
  );
}

async function createOne(aws: LocalAws, nth: number, text: string) {
  const region = regions[nth % regions.length];
  const suffix = suffixOf(nth);
  const { templateBody, tags } = JSON.parse(
    text.replaceAll(suffixOf(0), suffix).replaceAll(sample, region),
  ) as { templateBody: string; tags: Record<string, string> };
  const { accountId } = aws.world;
  await operationOf(
    aws,
    'cloudformation',
    'CreateStack',
  )(
    {
      StackName: stackName(suffix),
      TemplateBody: templateBody,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
    { region, accountId, endpoint: aws.url },
  );
  for (;;) {
    const { StackStatus } = await describe(aws, { region, suffix });
    if (StackStatus === 'CREATE_COMPLETE') break;
    if (!/_IN_PROGRESS$/.test(StackStatus)) {
      throw new Error(`${suffix} is in ${StackStatus}.`);
    }
    await sleep(2_000);
  }
  return { account: accountId, region, suffix };
}

async function read<T>(
  aws: LocalAws,
  operation: 'DescribeStacks' | 'DescribeStackEvents',
  { region, suffix }: { region: string; suffix: string },
): Promise<T> {
  const { accountId } = aws.world;
  const call = { region, accountId, endpoint: aws.url };
  return (await operationOf(
    aws,
    'cloudformation',
    operation,
  )({ StackName: stackName(suffix) }, call)) as T;
}

async function describe(
  aws: LocalAws,
  ref: { region: string; suffix: string },
): Promise<{ StackStatus: string; CreationTime: Date }> {
  const { Stacks } = await read<{
    Stacks: { StackStatus: string; CreationTime: Date }[];
  }>(aws, 'DescribeStacks', ref);
  return Stacks[0];
}

async function creationTime(
  aws: LocalAws,
  ref: { region: string; suffix: string },
): Promise<CreationTime> {
  const { CreationTime } = await describe(aws, ref);
  // The newest events come first.
  const { StackEvents } = await read<{
    StackEvents: { ResourceStatus: string; Timestamp: Date }[];
  }>(aws, 'DescribeStackEvents', ref);
  const [{ ResourceStatus, Timestamp }] = StackEvents;
  if (ResourceStatus !== 'CREATE_COMPLETE') {
    throw new Error(`${ref.suffix} is in ${ResourceStatus}.`);
  }
  const real = (Timestamp.getTime() - CreationTime.getTime()) / 1000;
  return { real, simulated: real * speed };
}

/** Deletes the first service of an environment, as someone would by hand. */
function deleteService(aws: LocalAws, region: string, suffix: string) {
  const service = aws.world
    .list(region, 'AWS::ECS::Service')
    .find(({ physicalId }) => physicalId.includes(suffix));
  if (!service) throw new Error(`${suffix} has no service.`);
  aws.world.remove(service);
}

async function main() {
  const aws = await startLocalAws({
    speed,
    rates: {},
    faults: [
      {
        async beforeCall(service, operation, { region, accountId, stack }) {
          const at = performance.now();
          // Before it waits: those that wait, and their retries, did not come at the same time.
          calls.push({ at, service, operation, region, accountId, stack });
          if (operation === 'DescribeStacks' && !stack) await opened;
        },
      },
    ],
  });
  const run = async (command: FleetCommand): Promise<unknown> => {
    switch (command.name) {
      case 'create':
        if (command.pushes) await createEvents(aws);
        return create(aws, command.environments);
      case 'open':
        return open();
      case 'creationTime':
        return creationTime(aws, command);
      case 'deleteService':
        return deleteService(aws, command.region, command.suffix);
      default:
        return calls.splice(0);
    }
  };
  process.on('message', (command: FleetCommand) => {
    run(command).then(
      value => process.send?.({ value }),
      error => process.send?.({ error: String(error?.stack ?? error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ value: aws.url });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
