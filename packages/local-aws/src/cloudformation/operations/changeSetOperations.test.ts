import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeEventsCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  paginateDescribeChangeSet,
} from '@aws-sdk/client-cloudformation';
import { StackDriver, until } from '../../__testUtils__/StackDriver';
import { keyPolicy } from '../../__testUtils__/policies';

const stream = (properties: object, more: object = {}) => ({
  Type: 'AWS::Kinesis::Stream',
  Properties: properties,
  ...more,
});

/** A summary of a change set, per resource. */
const summary = ({ Changes = [] }: DescribeChangeSetCommandOutput) =>
  Object.fromEntries(
    Changes.map(({ ResourceChange: change }) => [
      change?.LogicalResourceId,
      [change?.Action, change?.Replacement].filter(Boolean).join(' '),
    ]),
  );

const changeOf = (
  { Changes = [] }: DescribeChangeSetCommandOutput,
  logicalId: string,
) =>
  Changes.find(
    ({ ResourceChange }) => ResourceChange?.LogicalResourceId === logicalId,
  )?.ResourceChange;

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('change sets', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start();
  });
  afterAll(() => driver.stop());

  it('create a stack in REVIEW_IN_PROGRESS, and execute exactly what they planned', async () => {
    const plan = await driver.plan(
      'fresh',
      {
        Resources: {
          Stream: stream({ Name: 'fresh', ShardCount: 2 }),
          Topic: {
            Type: 'AWS::SNS::Topic',
            Properties: { DisplayName: { 'Fn::GetAtt': ['Stream', 'Arn'] } },
          },
        },
      },
      { ChangeSetType: 'CREATE', Tags: [{ Key: 'owner', Value: 'video' }] },
    );
    expect(plan).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Tags: [{ Key: 'owner', Value: 'video' }],
    });
    expect(summary(plan)).toEqual({ Stream: 'Add', Topic: 'Add' });
    expect(changeOf(plan, 'Topic')?.AfterContext).toBe(
      '{"Properties":{"DisplayName":"{{changeSet:KNOWN_AFTER_APPLY}}"}}',
    );
    expect((await driver.stack('fresh')).StackStatus).toBe(
      'REVIEW_IN_PROGRESS',
    );
    expect(driver.resources('AWS::SNS::Topic')).toEqual([]);

    const stack = await driver.execute(plan.ChangeSetId, 'fresh');
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      ChangeSetId: plan.ChangeSetId,
    });
    const executed = await driver.client.send(
      new DescribeChangeSetCommand({ ChangeSetName: plan.ChangeSetId }),
    );
    expect(executed.ExecutionStatus).toBe('EXECUTE_COMPLETE');
    await expect(driver.execute(plan.ChangeSetId, 'fresh')).rejects.toThrow(
      /cannot be executed in its current execution status of \[EXECUTE_COMPLETE\]$/,
    );
  });

  it('distinguish additions, changes, replacements and removals, each with its cause', async () => {
    const template = (
      shards: object,
      resources: Record<string, unknown> = {},
    ) => ({
      Parameters: { Days: { Type: 'Number', Default: '24' } },
      Resources: {
        Changed: stream({
          RetentionPeriodHours: { Ref: 'Days' },
          ShardCount: 1,
        }),
        Replaced: {
          Type: 'AWS::SNS::Topic',
          Properties: shards,
        },
        Follower: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'Replaced' },
            Protocol: 'sqs',
            Endpoint: 'arn:aws:sqs:eu-west-2:000000000000:queue',
          },
        },
        ...resources,
      },
    });
    await driver.create(
      'differing',
      template(
        {},
        {
          Dropped: stream({ ShardCount: 1 }, { DeletionPolicy: 'Retain' }),
          Same: { Type: 'AWS::SQS::Queue' },
        },
      ),
    );
    const plan = await driver.plan(
      'differing',
      template(
        { FifoTopic: true },
        {
          Added: { Type: 'AWS::SQS::Queue' },
          Same: { Type: 'AWS::SQS::Queue' },
        },
      ),
      { Parameters: [{ ParameterKey: 'Days', ParameterValue: '48' }] },
    );
    expect(summary(plan)).toEqual({
      Changed: 'Modify False',
      Replaced: 'Modify True',
      Follower: 'Modify True',
      Added: 'Add',
      Dropped: 'Remove',
    });
    expect(changeOf(plan, 'Dropped')?.PolicyAction).toBe('Retain');
    expect(changeOf(plan, 'Replaced')).toMatchObject({
      PolicyAction: 'ReplaceAndDelete',
      Scope: ['Properties'],
      Details: [
        {
          Target: {
            Attribute: 'Properties',
            Name: 'FifoTopic',
            RequiresRecreation: 'Always',
            AfterValue: 'true',
            AttributeChangeType: 'Add',
          },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        },
      ],
    });
    expect(changeOf(plan, 'Follower')?.Details).toEqual([
      expect.objectContaining({
        ChangeSource: 'ResourceReference',
        CausingEntity: 'Replaced',
        Evaluation: 'Static',
      }),
    ]);
    expect(
      changeOf(plan, 'Changed')?.Details?.map(
        ({ ChangeSource, CausingEntity, Evaluation, Target }) => [
          ChangeSource,
          CausingEntity,
          Evaluation,
          Target?.BeforeValue,
          Target?.AfterValue,
        ],
      ),
    ).toEqual([
      ['ParameterReference', 'Days', 'Static', '24', '48'],
      ['DirectModification', undefined, 'Dynamic', '24', '48'],
    ]);
  });

  it('mark a replacement as Conditional when an attribute of a changed resource may change', async () => {
    const template = (policy: string) => ({
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: { KeyPolicy: keyPolicy(policy) },
        },
        Files: {
          Type: 'AWS::EFS::FileSystem',
          Properties: {
            Encrypted: true,
            KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
          },
        },
      },
    });
    await driver.create('dynamic', template('2012-10-17'));
    const plan = await driver.plan('dynamic', template('2008-10-17'));
    expect(summary(plan)).toEqual({
      Key: 'Modify False',
      Files: 'Modify Conditional',
    });
    expect(changeOf(plan, 'Files')?.Details).toEqual([
      expect.objectContaining({
        ChangeSource: 'ResourceAttribute',
        CausingEntity: 'Key.Arn',
        Evaluation: 'Dynamic',
      }),
    ]);
    await driver.execute(plan.ChangeSetId, 'dynamic');
    expect(await driver.story('dynamic')).not.toContain(
      'Files UPDATE_IN_PROGRESS',
    );
  });

  it('fail when nothing would change', async () => {
    const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    await driver.create('unchanged', template);
    const plan = await driver.plan('unchanged', template);
    expect(plan.Status).toBe('FAILED');
    expect(plan.ExecutionStatus).toBe('UNAVAILABLE');
    expect(plan.StatusReason).toBe(
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    );
    await expect(
      driver.execute(plan.ChangeSetId, 'unchanged'),
    ).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
    expect((await driver.stack('unchanged')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('find wrong properties and taken names before anything is created, and report them only in DescribeEvents', async () => {
    await driver.create('owner', {
      Resources: { Queue: stream({ Name: 'taken', ShardCount: 1 }) },
    });
    const plan = await driver.plan(
      'invalid',
      {
        Resources: {
          Queue: stream({ Name: 'taken', ShardCount: 1 }),
          Topic: { Type: 'AWS::SNS::Topic', Properties: { Colour: 'red' } },
        },
      },
      { ChangeSetType: 'CREATE' },
    );
    expect(plan.Status).toBe('FAILED');
    expect(plan.StatusReason).toBe(
      'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck, AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.',
    );
    const { OperationEvents = [] } = await driver.client.send(
      new DescribeEventsCommand({
        ChangeSetName: plan.ChangeSetId,
        Filters: { FailedEvents: true },
      }),
    );
    expect(
      OperationEvents.map(event => [
        event.EventType,
        event.ValidationName,
        event.LogicalResourceId,
        event.ValidationPath,
        event.ValidationStatusReason,
      ]),
    ).toEqual([
      [
        'VALIDATION_ERROR',
        'NAME_CONFLICT_VALIDATION',
        'Queue',
        '/Resources/Queue',
        "Resource of type 'AWS::Kinesis::Stream' with identifier 'taken' already exists.",
      ],
      [
        'VALIDATION_ERROR',
        'PROPERTY_VALIDATION',
        'Topic',
        '/Resources/Topic/Properties',
        '#: extraneous key [Colour] is not permitted',
      ],
    ]);
  });

  it('leave those errors to the resources when validation is disabled', async () => {
    const plan = await driver.plan(
      'unvalidated',
      {
        Resources: {
          Topic: { Type: 'AWS::SNS::Topic', Properties: { Colour: 'red' } },
        },
      },
      { ChangeSetType: 'CREATE', DisableValidation: true },
    );
    expect(plan.Status).toBe('CREATE_COMPLETE');
    const { StackStatus } = await driver.execute(
      plan.ChangeSetId,
      'unvalidated',
    );
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await driver.events('unvalidated')).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Topic',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason:
          'Properties validation failed for resource Topic with message:\n#: extraneous key [Colour] is not permitted',
      }),
    );
  });

  it('return their changes in pages', async () => {
    const { ChangeSetId } = await driver.plan(
      'long',
      {
        Resources: Object.fromEntries(
          Array.from({ length: 130 }, (_, index) => [
            `Topic${index}`,
            { Type: 'AWS::SNS::Topic' },
          ]),
        ),
      },
      { ChangeSetType: 'CREATE' },
    );
    const pages: number[] = [];
    for await (const { Changes = [] } of paginateDescribeChangeSet(
      { client: driver.client },
      { ChangeSetName: ChangeSetId },
    )) {
      pages.push(Changes.length);
    }
    expect(pages).toEqual([100, 30]);
  });

  it('recognise a repeated request by its token', async () => {
    const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const more = { ChangeSetType: 'CREATE', ClientToken: 'again' } as const;
    const first = await driver.plan('repeated', template, more);
    const second = await driver.plan('repeated', template, more);
    expect(second.ChangeSetId).toBe(first.ChangeSetId);
    await expect(
      driver.plan('repeated', template, { ChangeSetType: 'CREATE' }),
    ).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'ChangeSet plan already exists',
    });

    const execute = new ExecuteChangeSetCommand({
      ChangeSetName: first.ChangeSetId,
      ClientRequestToken: 'go',
    });
    await driver.client.send(execute);
    await expect(driver.client.send(execute)).resolves.toBeDefined();
    expect((await driver.finished('repeated')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
    const events = await driver.events('repeated');
    expect(
      events.filter(({ ClientRequestToken }) => ClientRequestToken === 'go'),
    ).toHaveLength(events.length - 1);
    const next = await driver.plan('repeated', {
      Resources: { Other: { Type: 'AWS::SQS::Queue' } },
    });
    await expect(
      driver.client.send(
        new ExecuteChangeSetCommand({
          ChangeSetName: next.ChangeSetId,
          ClientRequestToken: 'go',
        }),
      ),
    ).rejects.toMatchObject({ name: 'TokenAlreadyExistsException' });
  });

  it('delete the other change sets of a stack when one is executed', async () => {
    const template = (name: string) => ({
      Resources: { [name]: { Type: 'AWS::SNS::Topic' } },
    });
    await driver.create('several', template('A'));
    const one = await driver.plan('several', template('B'), {
      ChangeSetName: 'one',
    });
    await driver.plan('several', template('C'), { ChangeSetName: 'two' });
    const list = async () =>
      (
        await driver.client.send(
          new ListChangeSetsCommand({ StackName: 'several' }),
        )
      ).Summaries?.map(({ ChangeSetName }) => ChangeSetName);
    expect(await list()).toEqual(['one', 'two']);
    await driver.execute(one.ChangeSetId, 'several');
    expect(await list()).toEqual([]);
    await expect(
      driver.client.send(
        new DescribeChangeSetCommand({
          StackName: 'several',
          ChangeSetName: 'two',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [two] does not exist',
    });
  });

  it('can be deleted, also when they no longer exist', async () => {
    await driver.plan(
      'thrown',
      { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
      { ChangeSetType: 'CREATE' },
    );
    const away = new DeleteChangeSetCommand({
      StackName: 'thrown',
      ChangeSetName: 'plan',
    });
    await driver.client.send(away);
    await expect(driver.client.send(away)).resolves.toBeDefined();
    expect((await driver.stack('thrown')).StackStatus).toBe(
      'REVIEW_IN_PROGRESS',
    );
  });

  it('cannot be deleted while they are created', async () => {
    const slow = await StackDriver.start({ speed: 2 });
    const id = { StackName: 'early', ChangeSetName: 'early' };
    await slow.client.send(
      new CreateChangeSetCommand({
        ...id,
        ChangeSetType: 'CREATE',
        TemplateBody: '{"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}',
      }),
    );
    const away = () => slow.client.send(new DeleteChangeSetCommand(id));
    await expect(away()).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: 'Cannot delete ChangeSet in status CREATE_PENDING',
    });
    await until(
      () => slow.client.send(new DescribeChangeSetCommand(id)),
      ({ Status }) => Status === 'CREATE_IN_PROGRESS',
    );
    await expect(away()).rejects.toThrow(
      'Cannot delete ChangeSet in status CREATE_IN_PROGRESS',
    );
    await until(
      () => slow.client.send(new DescribeChangeSetCommand(id)),
      ({ Status }) => Status === 'CREATE_COMPLETE',
    );
    await expect(away()).resolves.toBeDefined();
    await slow.stop();
  });

  it('can be deleted after their execution, so that their name is free', async () => {
    const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const { ChangeSetId } = await driver.plan('executed', template, {
      ChangeSetType: 'CREATE',
    });
    await driver.execute(ChangeSetId, 'executed');
    const id = { StackName: 'executed', ChangeSetName: 'plan' };
    await driver.client.send(new DeleteChangeSetCommand(id));
    await expect(
      driver.client.send(new DescribeChangeSetCommand(id)),
    ).rejects.toThrow('ChangeSet [plan] does not exist');
    expect((await driver.stack('executed')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it.each([
    [
      'a stack that exists',
      { StackName: 'fresh', ChangeSetType: 'CREATE' as const },
      'Stack [fresh] already exists and cannot be created again with the changeSet [plan].',
    ],
    [
      'a stack that does not exist',
      { StackName: 'absent', ChangeSetType: 'UPDATE' as const },
      'Stack [absent] does not exist',
    ],
    [
      'a change of type IMPORT',
      { StackName: 'fresh', ChangeSetType: 'IMPORT' as const },
      'Local AWS makes change sets of type CREATE and UPDATE, not IMPORT.',
    ],
    [
      'a name with an underscore',
      { StackName: 'a_b', ChangeSetType: 'CREATE' as const },
      "Value 'a_b' at 'stackName' failed to satisfy constraint",
    ],
  ])('are refused for %s', async (_, input, message) => {
    await expect(
      driver.client.send(
        new CreateChangeSetCommand({
          ChangeSetName: 'plan',
          TemplateBody: '{"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}',
          ...input,
        }),
      ),
    ).rejects.toThrow(message);
  });

  it('refuse to change the type of a resource', async () => {
    await driver.create('retyped', {
      Resources: { Thing: { Type: 'AWS::SNS::Topic' } },
    });
    const { Status, StatusReason } = await driver.plan('retyped', {
      Resources: { Thing: { Type: 'AWS::SQS::Queue' } },
    });
    expect(Status).toBe('FAILED');
    expect(StatusReason).toBe(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Thing]',
    );
  });

  it('create no stack when the request is invalid', async () => {
    await expect(
      driver.plan(
        'refused',
        {
          Resources: {
            Role: {
              Type: 'AWS::IAM::Role',
              Properties: { RoleName: 'r', AssumeRolePolicyDocument: {} },
            },
          },
        },
        { ChangeSetType: 'CREATE', Capabilities: ['CAPABILITY_IAM'] },
      ),
    ).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    });
    await expect(driver.stack('refused')).rejects.toThrow(
      'Stack with id refused does not exist',
    );
  });
});
