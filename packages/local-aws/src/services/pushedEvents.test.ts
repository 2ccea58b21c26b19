import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientConfig, REGION } from '../__testUtils__/seed';
import { StackDriver } from '../__testUtils__/StackDriver';
import type { Resource } from '../world/World';
import { matchesPattern } from './events/matchesPattern';

const arnOf = (Name: string) => ({ 'Fn::GetAtt': [Name, 'Arn'] });

const queue = (properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { SqsManagedSseEnabled: true, ...properties },
});

/** Lets only one rule send to a queue. */
const queuePolicy = (name: string, rule: string) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: name }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(name),
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf(rule) } },
        },
      ],
    },
  },
});

const rule = (EventPattern: object, ...targets: object[]) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    State: 'ENABLED',
    EventPattern,
    Targets: targets.map((target, index) => ({ Id: `T${index}`, ...target })),
  },
});

const sources = ['aws.cloudformation', 'aws.ecs', 'aws.rds', 'aws.cloudwatch'];

describe('the events of local AWS', () => {
  let driver: StackDriver;
  let sqs: SQSClient;
  beforeAll(async () => {
    driver = await StackDriver.start();
    sqs = new SQSClient(clientConfig(driver.aws.url));
    await driver.create('queue', {
      Resources: {
        Failed: queue(),
        FailedPolicy: queuePolicy('Failed', 'Refused'),
        Events: queue({
          QueueName: 'events',
          VisibilityTimeout: 30,
          RedrivePolicy: {
            deadLetterTargetArn: arnOf('Failed'),
            maxReceiveCount: 2,
          },
        }),
        EventsPolicy: queuePolicy('Events', 'Rule'),
        Rule: rule({ source: sources }, { Arn: arnOf('Events') }),
        Refused: rule(
          { source: ['aws.rds'] },
          {
            Arn: arnOf('Events'),
            DeadLetterConfig: { Arn: arnOf('Failed') },
          },
        ),
      },
    });
  });
  afterAll(() => driver.stop());

  const url = (name = 'events') =>
    `https://sqs.${REGION}.amazonaws.com/000000000000/${name}`;

  const receive = (options: object = {}) =>
    sqs
      .send(
        new ReceiveMessageCommand({
          QueueUrl: url(),
          MaxNumberOfMessages: 10,
          ...options,
        }),
      )
      .then(({ Messages = [] }) => Messages);

  const remove = (messages: Message[]) =>
    sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url(),
        Entries: messages.map(({ ReceiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle,
        })),
      }),
    );

  /** Receives and deletes events, in whatever order they come, until each condition has one that satisfies it. */
  async function eventsUntil(...conditions: ((event: any) => boolean)[]) {
    const events: any[] = [];
    while (!conditions.every(condition => events.some(condition))) {
      const messages = await receive({ WaitTimeSeconds: 5 });
      if (messages.length === 0) {
        throw new Error(`Not among ${JSON.stringify(events)}`);
      }
      events.push(...messages.map(({ Body = '' }) => JSON.parse(Body)));
      await remove(messages);
    }
    return events;
  }

  const world = () => driver.aws.world;
  const report = (name: string) =>
    world().report({
      region: REGION,
      source: 'aws.ecs',
      detailType: name,
      resources: [],
      detail: {},
    });

  it('are those of stacks and their resources, with the token and without the operation', async () => {
    await driver.create(
      'pushed',
      { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      { ClientRequestToken: 'token-1' },
    );
    const stackId = (await driver.stack('pushed')).StackId;
    const events = await eventsUntil(
      ({ detail, 'detail-type': type }) =>
        detail['stack-id'] === stackId &&
        type === 'CloudFormation Stack Status Change' &&
        detail['status-details'].status === 'CREATE_COMPLETE',
    );
    const own = events.filter(({ detail }) => detail['stack-id'] === stackId);
    expect(own.at(0)).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'CloudFormation Stack Status Change',
      source: 'aws.cloudformation',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: REGION,
      resources: [stackId],
      detail: {
        'stack-id': stackId,
        'status-details': {
          status: 'CREATE_IN_PROGRESS',
          'status-reason': 'User Initiated',
        },
        'client-request-token': 'token-1',
      },
    });
    expect(own).toContainEqual(
      expect.objectContaining({
        'detail-type': 'CloudFormation Resource Status Change',
        detail: expect.objectContaining({
          'logical-resource-id': 'Topic',
          'physical-resource-id': expect.stringMatching(/^arn:aws:sns:/),
          'resource-type': 'AWS::SNS::Topic',
        }),
      }),
    );
  });

  it('are those of tasks, deployments, databases and alarms', async () => {
    const at = { region: REGION, accountId: '000000000000' } as const;
    const add = (
      type: string,
      physicalId: string,
      properties: Resource['properties'],
    ) => {
      const now = world().now();
      const resource: Resource = {
        ...at,
        type,
        physicalId,
        properties,
        attributes: {},
        phase: 'available',
        createdAt: now,
        updatedAt: now,
      };
      world().add(resource);
      return resource;
    };
    const database = add('AWS::RDS::DBInstance', 'database-demo', {});
    world().update(database, { phase: 'deleting' });
    add('AWS::CloudWatch::Alarm', 'api-errors-demo', {
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Period: 300,
      TreatMissingData: 'notBreaching',
    });
    const cluster = `arn:aws:ecs:${REGION}:000000000000:cluster/cluster-demo`;
    add('AWS::ECS::Cluster', cluster, {});
    const service = add(
      'AWS::ECS::Service',
      `${cluster.replace(':cluster/', ':service/')}/service-demo`,
      { Cluster: cluster, DesiredCount: 1, TaskDefinition: 'x' },
    );
    const events = await eventsUntil(
      ({ detail }) => detail.state?.value === 'OK',
      ({ detail }) => detail.eventName === 'SERVICE_DEPLOYMENT_COMPLETED',
      ({ detail }) => detail.lastStatus === 'RUNNING',
      ({ detail }) => detail.EventID === 'RDS-EVENT-0003',
    );
    const ofTasks = events.filter(
      each => each['detail-type'] === 'ECS Task State Change',
    );
    expect(ofTasks.at(-1)).toMatchObject({
      source: 'aws.ecs',
      resources: [expect.stringMatching(/:task\/cluster-demo\/[0-9a-f]{32}$/)],
      detail: {
        clusterArn: cluster,
        group: 'service:service-demo',
        lastStatus: 'RUNNING',
      },
    });
    expect(
      events.flatMap(({ detail: { eventName, reason }, resources }) =>
        eventName ? [[resources, eventName, reason]] : [],
      ),
    ).toEqual([
      [
        [service.physicalId],
        'SERVICE_DEPLOYMENT_IN_PROGRESS',
        expect.stringMatching(/^ECS deployment ecs-svc\/\d+ in progress\.$/),
      ],
      [
        [service.physicalId],
        'SERVICE_DEPLOYMENT_COMPLETED',
        expect.stringContaining('completed.'),
      ],
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({
        'detail-type': 'RDS DB Instance Event',
        detail: expect.objectContaining({
          SourceIdentifier: 'database-demo',
          SourceType: 'DB_INSTANCE',
          EventID: 'RDS-EVENT-0003',
          EventCategories: ['deletion'],
        }),
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        'detail-type': 'CloudWatch Alarm State Change',
        detail: expect.objectContaining({
          alarmName: 'api-errors-demo',
          previousState: expect.objectContaining({
            value: 'INSUFFICIENT_DATA',
          }),
        }),
      }),
    );

    world().remove(service);
    const [stopped] = (
      await eventsUntil(({ detail }) => detail.lastStatus === 'STOPPED')
    ).slice(-1);
    expect(stopped.detail.group).toBe('service:service-demo');
  });

  // Creation and deletion of the database.
  it('go to the dead-letter queue of the target when the policy of its queue does not allow the rule', async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: world()
          .list(REGION, 'AWS::SQS::Queue')
          .map(({ attributes }) => String(attributes.QueueUrl))
          .find(each => !each.endsWith('/events')),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Number(Attributes?.ApproximateNumberOfMessages)).toBe(2);
  });

  it('wake up a receiver that waits, and are hidden from others until they are deleted', async () => {
    const waiting = receive({ WaitTimeSeconds: 20, VisibilityTimeout: 1 });
    report('first');
    const [message] = await waiting;
    expect(JSON.parse(message.Body ?? '')['detail-type']).toBe('first');
    expect(await receive()).toEqual([]);
    // Not deleted within its visibility timeout, so it comes again.
    const again = await receive({ WaitTimeSeconds: 5, VisibilityTimeout: 0 });
    expect(again.map(({ MessageId }) => MessageId)).toEqual([
      message.MessageId,
    ]);
    // Received as often as the redrive policy allows.
    expect(await receive()).toEqual([]);
  });

  it('match the pattern of a rule as in EventBridge', () => {
    const event = {
      source: 'aws.ecs',
      resources: ['arn:a', 'arn:b'],
      detail: { group: 'service:demo', lastStatus: 'RUNNING' },
    };
    expect(
      [
        { source: ['aws.rds', 'aws.ecs'] },
        { resources: ['arn:b'] },
        { detail: { group: [{ prefix: 'service:' }] } },
        {
          detail: {
            group: [{ suffix: ':demo' }],
            stopCode: [{ exists: false }],
          },
        },
        { detail: { lastStatus: [{ 'anything-but': ['STOPPED'] }] } },
        { $or: [{ source: ['aws.rds'] }, { resources: ['arn:a'] }] },
        { source: ['aws.rds'] },
        { detail: { group: [{ prefix: 'family:' }] } },
        { detail: { lastStatus: [{ 'anything-but': 'RUNNING' }] } },
        { detail: { missing: [{ prefix: '' }] } },
      ].map(pattern => matchesPattern(event, pattern)),
    ).toEqual([true, true, true, true, true, true, false, false, false, false]);
  });

  it('reach a queue in another region through an event bus, if the role of the target may send them there, and no third region', async () => {
    const busOf = (at: string, name = 'central') =>
      `arn:aws:events:${at}:000000000000:event-bus/${name}`;
    const of = (name: string) => ({ 'detail-type': [name] });
    const onBus = (EventPattern: object, target: object) => {
      const { Type, Properties } = rule(EventPattern, target);
      return {
        Type,
        Properties: { ...Properties, EventBusName: { Ref: 'Bus' } },
      };
    };
    const bus = {
      Type: 'AWS::Events::EventBus',
      Properties: { Name: 'central' },
    };
    const role = (Resource: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'forward',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'events:PutEvents', Resource },
              ],
            },
          },
        ],
      },
    });
    const IAM = { Capabilities: ['CAPABILITY_IAM' as const] };
    const everything = { source: ['aws.ecs'] };
    await driver.create('central', {
      Resources: {
        Bus: bus,
        Central: queue({ QueueName: 'central' }),
        CentralPolicy: queuePolicy('Central', 'FromBus'),
        FromBus: onBus(everything, { Arn: arnOf('Central') }),
      },
    });
    const third = driver.in('eu-west-1');
    await third.create(
      'third',
      {
        Resources: {
          Bus: bus,
          Role: role(busOf(REGION)),
          Again: onBus(everything, {
            Arn: busOf(REGION),
            RoleArn: arnOf('Role'),
          }),
        },
      },
      IAM,
    );
    await driver.in('eu-central-1').create(
      'forward',
      {
        Resources: {
          Allowed: role(busOf(REGION)),
          Third: role(busOf('eu-west-1')),
          Forward: rule(of('forwarded'), {
            Arn: busOf(REGION),
            RoleArn: arnOf('Allowed'),
          }),
          NoRole: rule(of('no role'), { Arn: busOf(REGION) }),
          OtherRole: rule(of('other role'), {
            Arn: busOf(REGION),
            RoleArn: arnOf('Third'),
          }),
          NoBus: rule(of('no bus'), {
            Arn: busOf(REGION, 'missing'),
            RoleArn: arnOf('Allowed'),
          }),
          TwoHops: rule(of('two hops'), {
            Arn: busOf('eu-west-1'),
            RoleArn: arnOf('Third'),
          }),
        },
      },
      IAM,
    );
    for (const detailType of [
      'no role',
      'other role',
      'no bus',
      'two hops',
      'forwarded',
    ]) {
      world().report({
        region: 'eu-central-1',
        source: 'aws.ecs',
        detailType,
        resources: [],
        detail: {},
      });
    }
    const messages = await receive({ QueueUrl: url('central') });
    expect(messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
      expect.objectContaining({
        'detail-type': 'forwarded',
        region: 'eu-central-1',
      }),
    ]);
  });
});
