import {
  LearnedDurations,
  predictEnd,
  type ResourceAction,
  type Work,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deriveOperation,
  type OperationEvent,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Errors of the ends that were predicted, as fractions of the durations of the operations. */
export interface PredictionErrors {
  /** What the portal predicts, from what earlier operations have shown. */
  learned: number;
  /** What the portal predicts in an account in which it has seen nothing. */
  untaught: number;
  /** What is predicted with the true mean of each duration. */
  oracle: number;
}

const types = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::VpcLink',
  'AWS::CloudWatch::Alarm',
  'AWS::EC2::NatGateway',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::EFS::MountTarget',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];

/** How far durations are from their mean at most, as a fraction. */
const spread = 0.4;

/** Operations of the account before the first that counts. */
const earlier = 10;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface SimulatedOperation {
  kind: 'create' | 'delete';
  types: Map<string, string>;
  /** With the actual times. */
  works: Work[];
  end: number;
}

/** An operation on a random template, as CloudFormation runs it: in parallel as far as dependencies allow. */
function simulate(
  random: () => number,
  meanOf: (type: string, action: ResourceAction) => number,
): SimulatedOperation {
  const size = 10 + Math.floor(random() * 110);
  const kind = random() < 0.75 ? 'create' : 'delete';
  const ids = Array.from({ length: size }, (_, index) => `Resource${index}`);
  const typeOf = new Map(
    ids.map(id => [id, types[Math.floor(random() * types.length)]]),
  );
  const before = new Map<string, string[]>(ids.map(id => [id, []]));
  ids.forEach((id, index) => {
    for (let n = Math.floor(random() * 3); n > 0 && index > 0; n -= 1) {
      const other = ids[Math.floor(random() * index)];
      // A deletion starts with what nothing depends on.
      const [later, first] = kind === 'create' ? [id, other] : [other, id];
      before.get(later)?.push(first);
    }
  });
  const planned = ids.map(
    (id): Work => ({
      id,
      dependsOn: before.get(id) ?? [],
      duration:
        1000 *
        meanOf(typeOf.get(id) ?? '', kind) *
        (1 + spread * (2 * random() - 1)),
    }),
  );
  const { of, end } = predictEnd(planned, 0, 0);
  const works = planned.map(work => {
    const { start = 0, end: endedAt = 0 } = of.get(work.id) ?? {};
    return { ...work, startedAt: start, endedAt };
  });
  return { kind, types: typeOf, works, end };
}

/** The events of a simulated operation until some time. */
function eventsOf(
  { kind, types: typeOf, works }: SimulatedOperation,
  until: number,
): OperationEvent[] {
  const verb = kind === 'create' ? 'CREATE' : 'DELETE';
  const event = (at: number, logicalId: string, status: string) => ({
    id: `${logicalId} ${status}`,
    at: new Date(at).toISOString(),
    logicalId,
    resourceType: typeOf.get(logicalId) ?? 'AWS::CloudFormation::Stack',
    status: `${verb}_${status}`,
    ofStack: !typeOf.has(logicalId),
  });
  return [
    event(0, 'Stack', 'IN_PROGRESS'),
    ...works.flatMap(({ id, startedAt = 0, endedAt = 0 }) => [
      event(startedAt, id, 'IN_PROGRESS'),
      event(endedAt, id, 'COMPLETE'),
    ]),
  ]
    .filter(({ at }) => Date.parse(at) <= until)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function templateOf({ kind, types: typeOf, works }: SimulatedOperation) {
  const dependsOn = new Map<string, string[]>();
  for (const { id, dependsOn: before } of works) {
    for (const first of before) {
      const [later, other] = kind === 'create' ? [id, first] : [first, id];
      dependsOn.set(later, [...(dependsOn.get(later) ?? []), other]);
    }
  }
  const Resources = Object.fromEntries(
    [...typeOf].map(([id, Type]) => [
      id,
      { Type, DependsOn: dependsOn.get(id) ?? [] },
    ]),
  );
  return { Resources, Outputs: {} };
}

/**
 * Predicts the end of random operations when a quarter of each has passed. The durations of an account are 0.5 to 2 times those
 * of the portal's table, and each is up to 40 % longer or shorter than its mean.
 */
export function predictRandomOperations(
  count: number,
  seed: number,
): PredictionErrors {
  const random = numbersOf(seed);
  const table = new LearnedDurations();
  const factors = new Map(types.map(type => [type, 0.5 + 1.5 * random()]));
  const meanOf = (type: string, action: ResourceAction) =>
    table.expected(type, action) * (factors.get(type) ?? 1);
  const learned = new LearnedDurations();
  const sum: PredictionErrors = { learned: 0, untaught: 0, oracle: 0 };
  for (let index = -earlier; index < count; index += 1) {
    const operation = simulate(random, meanOf);
    const { kind, types: typeOf, works, end } = operation;
    const now = end / 4;
    const errorOf = (predicted: number) => Math.abs(predicted - end) / end;
    const portal = (durations: LearnedDurations) => {
      const { expectedEnd = '' } = deriveOperation(eventsOf(operation, now), {
        plan: { kind, isRollingBack: false, template: templateOf(operation) },
        durations,
        isOver: false,
        now,
      });
      return errorOf(Date.parse(expectedEnd));
    };
    if (index >= 0) {
      sum.learned += portal(learned);
      sum.untaught += portal(table);
      const known = works.map(({ startedAt = 0, endedAt = 0, ...work }) => ({
        ...work,
        duration: 1000 * meanOf(typeOf.get(work.id) ?? '', kind),
        startedAt: startedAt <= now ? startedAt : undefined,
        endedAt: endedAt <= now ? endedAt : undefined,
      }));
      sum.oracle += errorOf(predictEnd(known, 0, now).end);
    }
    for (const { id, startedAt = 0, endedAt = 0 } of works) {
      learned.add(typeOf.get(id) ?? '', kind, (endedAt - startedAt) / 1000);
    }
  }
  return {
    learned: sum.learned / count,
    untaught: sum.untaught / count,
    oracle: sum.oracle / count,
  };
}
