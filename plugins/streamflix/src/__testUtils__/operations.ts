import {
  areaOf,
  type Operation,
  type OperationResource,
} from '@streamflix/backstage-plugin-streamflix-common';

const start = Date.parse('2026-11-01T10:00:00.000Z');

/** Time in an operation, in seconds since its start. */
export const at = (seconds: number) =>
  new Date(start + seconds * 1000).toISOString();

export const operationId = `deploy-${'a'.repeat(32)}`;

type Brief = Partial<OperationResource> & { logicalId: string; type: string };

export const resourceOf = (brief: Brief): OperationResource => ({
  area: areaOf(brief.type),
  state: 'waiting',
  spans: [],
  isCritical: false,
  ...brief,
});

const made = (logicalId: string, type: string, from: number, to: number) =>
  resourceOf({
    logicalId,
    type,
    state: 'done',
    spans: [
      {
        action: 'create',
        startedAt: at(from),
        endedAt: at(to),
        result: 'done',
      },
    ],
  });

/** Four minutes into a creation that is expected to take ten. */
export function creationOf(more: Partial<Operation> = {}): Operation {
  const subnets = Array.from({ length: 12 }, (_, index) =>
    made(`Subnet${index}`, 'AWS::EC2::Subnet', 16, 21),
  );
  return {
    ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
    id: operationId,
    kind: 'create',
    state: 'in-progress',
    isCancelled: false,
    stackStatus: 'CREATE_IN_PROGRESS',
    requester: 'user:default/guest',
    owner: 'group:default/video',
    blueprint: 'complete',
    startedAt: at(0),
    expectedEnd: at(612),
    done: 14,
    total: 18,
    awaited: {
      logicalId: 'DatabaseWriter',
      type: 'AWS::RDS::DBInstance',
      usualSeconds: [300, 420],
    },
    resources: [
      made('Vpc', 'AWS::EC2::VPC', 1, 16),
      ...subnets,
      {
        ...made('DatabaseCluster', 'AWS::RDS::DBCluster', 30, 105),
        isCritical: true,
      },
      resourceOf({
        logicalId: 'DatabaseWriter',
        type: 'AWS::RDS::DBInstance',
        state: 'in-progress',
        spans: [{ action: 'create', startedAt: at(105) }],
        expectedEnd: at(462),
        isCritical: true,
      }),
      resourceOf({
        logicalId: 'Cache',
        type: 'AWS::ElastiCache::ReplicationGroup',
        state: 'stabilising',
        spans: [{ action: 'create', startedAt: at(60), configuredAt: at(200) }],
        expectedEnd: at(600),
      }),
      resourceOf({
        logicalId: 'Service',
        type: 'AWS::ECS::Service',
        expectedStart: at(462),
        expectedEnd: at(612),
        isCritical: true,
        waitsFor: ['DatabaseWriter'],
      }),
      resourceOf({ logicalId: 'Alarm', type: 'AWS::CloudWatch::Alarm' }),
    ],
    cancel: { possible: true, effect: 'delete', state: 'seen' },
    localAws: false,
    readAt: at(252),
    now: at(252),
    ...more,
  };
}

/** A creation that failed and was undone. */
export const failedCreation = (): Operation => {
  const { resources, ...rest } = creationOf();
  return {
    ...rest,
    state: 'finished',
    stackStatus: 'ROLLBACK_COMPLETE',
    expectedEnd: undefined,
    endedAt: at(400),
    awaited: undefined,
    explanation: {
      resource: { logicalId: 'DatabaseWriter', type: 'AWS::RDS::DBInstance' },
      awsMessage: 'The class is not offered.',
      id: 'class-not-offered',
      cause: 'AWS does not offer this class here.',
      resolution: 'Choose another class.',
    },
    result: {
      outcome: 'rolled-back',
      message: 'Environment demo in eu-west-2 could not be created.',
      blockedBy: [],
    },
    cancel: { possible: false, reason: 'The operation has ended.' },
    resources: resources.map(resource =>
      resource.logicalId === 'DatabaseWriter'
        ? {
            ...resource,
            state: 'deleted',
            expectedEnd: undefined,
            spans: [
              {
                action: 'create',
                startedAt: at(105),
                endedAt: at(200),
                result: 'failed',
                reason: 'The class is not offered.',
              },
              {
                action: 'delete',
                startedAt: at(210),
                endedAt: at(300),
                result: 'done',
              },
            ],
          }
        : {
            ...resource,
            state: resource.spans.length > 0 ? resource.state : 'untouched',
            expectedEnd: undefined,
            expectedStart: undefined,
            waitsFor: undefined,
          },
    ),
  };
};

const schedule: [name: string, type: string, from: number, to: number][] = [
  ['Vpc', 'AWS::EC2::VPC', 1, 16],
  ['NatGateway', 'AWS::EC2::NatGateway', 20, 95],
  ['DatabaseCluster', 'AWS::RDS::DBCluster', 35, 110],
  ['DatabaseWriter', 'AWS::RDS::DBInstance', 110, 500],
  ['Cache', 'AWS::ElastiCache::ReplicationGroup', 62, 640],
  ['Api', 'AWS::ApiGateway::RestApi', 40, 45],
  ['VpcLink', 'AWS::ApiGateway::VpcLink', 60, 200],
  ['Stream', 'AWS::Kinesis::Stream', 20, 50],
  ['Service', 'AWS::ECS::Service', 500, 640],
  ['Worker', 'AWS::ECS::Service', 500, 610],
  ...Array.from({ length: 80 }, (_, index) => {
    const types = [
      'AWS::EC2::Subnet',
      'AWS::IAM::Role',
      'AWS::CloudWatch::Alarm',
      'AWS::ECS::TaskDefinition',
      'AWS::EC2::SecurityGroup',
    ];
    const from = 5 + ((index * 37) % 560);
    return [
      `Part${index}`,
      types[index % types.length],
      from,
      from + 4 + (index % 30),
    ] as [string, string, number, number];
  }),
];

/** A creation of ninety resources, as it is now. @param began - when it started, in milliseconds */
export function runningCreation(began: number): Operation {
  const elapsed = (Date.now() - began) / 1000;
  const time = (seconds: number) =>
    new Date(began + seconds * 1000).toISOString();
  const critical = ['Vpc', 'DatabaseCluster', 'DatabaseWriter', 'Service'];
  const resources = schedule
    .map(([logicalId, type, from, to]) => {
      const isStarted = from <= elapsed;
      const isDone = to <= elapsed;
      return resourceOf({
        logicalId,
        type,
        isCritical: critical.includes(logicalId),
        ...(isStarted
          ? {
              state: isDone ? 'done' : 'in-progress',
              spans: [
                {
                  action: 'create',
                  startedAt: time(from),
                  ...(isDone && { endedAt: time(to), result: 'done' }),
                },
              ],
            }
          : { expectedStart: time(from), waitsFor: ['DatabaseWriter'] }),
        ...(!isDone && { expectedEnd: time(to) }),
      });
    })
    .sort((a, b) =>
      (a.spans[0]?.startedAt ?? a.expectedStart ?? '') <
      (b.spans[0]?.startedAt ?? b.expectedStart ?? '')
        ? -1
        : 1,
    );
  return creationOf({
    startedAt: time(0),
    expectedEnd: time(640),
    now: time(elapsed),
    readAt: time(elapsed),
    resources,
    total: resources.length,
    done: resources.filter(({ state }) => state === 'done').length,
    localAws: true,
  });
}
