import {
  CreateStackCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  ListStacksCommand,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { StackDriver } from '../../__testUtils__/StackDriver';

const topics = (count: number) => ({
  Resources: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `Topic${index}`,
      { Type: 'AWS::SNS::Topic', Metadata: { number: index } },
    ]),
  ),
});

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('describing stacks', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start();
    await driver.create('large', topics(120));
  });
  afterAll(() => driver.stop());

  it('pages events newest first, without a gap when new events arrive', async () => {
    const first = await driver.client.send(
      new DescribeStackEventsCommand({ StackName: 'large' }),
    );
    expect(first.StackEvents).toHaveLength(100);
    expect(first.StackEvents?.[0].ResourceStatus).toBe('CREATE_COMPLETE');
    await driver.update('large', topics(121));
    const second = await driver.client.send(
      new DescribeStackEventsCommand({
        StackName: 'large',
        NextToken: first.NextToken,
      }),
    );
    const seen = new Set(
      [...(first.StackEvents ?? []), ...(second.StackEvents ?? [])].map(
        ({ EventId }) => EventId,
      ),
    );
    expect(seen.size).toBe(200);
    const times = (second.StackEvents ?? []).map(({ Timestamp }) =>
      Number(Timestamp),
    );
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('lists resources in pages, and at most 100 without pages', async () => {
    const pages: number[] = [];
    for await (const page of paginateListStackResources(
      { client: driver.client },
      { StackName: 'large' },
    )) {
      pages.push(page.StackResourceSummaries?.length ?? 0);
    }
    expect(pages).toEqual([100, 21]);
    const { StackResources } = await driver.client.send(
      new DescribeStackResourcesCommand({ StackName: 'large' }),
    );
    expect(StackResources).toHaveLength(100);
  });

  it('lists stacks by status, and describes all existing stacks', async () => {
    await driver.create('second', topics(1));
    const { StackSummaries = [] } = await driver.client.send(
      new ListStacksCommand({ StackStatusFilter: ['UPDATE_COMPLETE'] }),
    );
    expect(StackSummaries.map(({ StackName }) => StackName)).toEqual(['large']);
    const names: unknown[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks(
      { client: driver.client },
      {},
    )) {
      names.push(...Stacks.map(({ StackName }) => StackName));
    }
    expect(names).toEqual(['second', 'large']);
  });

  it('separates regions', async () => {
    const elsewhere = driver.in('ap-northeast-1');
    await expect(elsewhere.stack('large')).rejects.toThrow(
      'Stack with id large does not exist',
    );
    const { StackId = '' } = await elsewhere.create('large', topics(1));
    expect(StackId).toMatch(
      /^arn:aws:cloudformation:ap-northeast-1:000000000000:stack\/large\/[0-9a-f-]{36}$/,
    );
  });

  it('imports exported values, and refuses an export name that is taken', async () => {
    const exporting = {
      ...topics(1),
      Outputs: {
        Name: {
          Value: { 'Fn::GetAtt': ['Topic0', 'TopicName'] },
          Export: { Name: { 'Fn::Sub': 'topic-${AWS::Region}' } },
        },
      },
    };
    await driver.create('exporting', exporting);
    await driver.create('importing', {
      Resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { 'Fn::ImportValue': 'topic-eu-west-2' } },
        },
      },
    });
    const { StackStatus } = await driver.create('clashing', exporting);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await driver.events('clashing')).toContainEqual(
      expect.objectContaining({
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason:
          'Export with name topic-eu-west-2 is already exported by stack exporting. Rollback requested by user.',
      }),
    );
  });

  it.each<[string, object, string]>([
    [
      'export one name twice',
      {
        A: { Value: 'a', Export: { Name: 'same' } },
        B: { Value: 'b', Export: { Name: { 'Fn::Sub': 'same' } } },
      },
      'Duplicate export name same in the stack.',
    ],
    [
      'are lists',
      { A: { Value: { 'Fn::Split': [',', 'a,b'] } } },
      'Output A is malformed. The Value field of every Outputs member must evaluate to a String.',
    ],
  ])('rolls back when outputs %s', async (_, Outputs, message) => {
    const name = `outputs-${message.length}`;
    const { StackStatus } = await driver.create(name, {
      ...topics(1),
      Outputs,
    });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await driver.events(name)).toContainEqual(
      expect.objectContaining({
        ResourceStatusReason: expect.stringContaining(message),
      }),
    );
  });

  it('validates before CreateStack starts, and returns the findings in DescribeEvents', async () => {
    const { StackStatus } = await driver.create('mistaken', {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { Size: 1 } },
      },
    });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await driver.story('mistaken')).toEqual([
      'mistaken CREATE_IN_PROGRESS',
      'mistaken ROLLBACK_IN_PROGRESS',
      'mistaken ROLLBACK_COMPLETE',
    ]);
    const { OperationEvents = [] } = await driver.client.send(
      new DescribeEventsCommand({
        StackName: 'mistaken',
        Filters: { FailedEvents: true },
      }),
    );
    expect(OperationEvents).toEqual([
      expect.objectContaining({
        OperationType: 'CREATE_STACK',
        EventType: 'VALIDATION_ERROR',
        ValidationStatusReason: '#: extraneous key [Size] is not permitted',
      }),
    ]);
  });

  it('accepts a repeated CreateStack with the same token, and refuses a second stack of the name', async () => {
    const create = (token: string) =>
      driver.client.send(
        new CreateStackCommand({
          StackName: 'twice',
          ClientRequestToken: token,
          TemplateBody: JSON.stringify(topics(1)),
        }),
      );
    const { StackId } = await create('one');
    expect((await create('one')).StackId).toBe(StackId);
    await expect(create('two')).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [twice] already exists',
    });
  });
});
