import {
  StackDriver,
  type TemplateObject,
} from '../../__testUtils__/StackDriver';
import { keyPolicy, trustPolicy } from '../../__testUtils__/policies';

const network = {
  Resources: {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.0.0.0/16' },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
  },
  Outputs: {
    SubnetId: { Value: { Ref: 'Subnet' }, Description: 'where' },
    TopicArn: { Value: { Ref: 'Topic' } },
  },
};

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('creating a stack', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start({
      faults: [
        {
          kind: 'fail-resource',
          resource: 'Broken',
          operation: 'create',
          reason: 'Something is wrong.',
        },
        {
          kind: 'fail-resource',
          resource: 'Sticky',
          operation: 'delete',
          attempts: [1],
          reason: 'It sticks.',
        },
        { kind: 'hang-resource', resource: 'Endless', operation: 'create' },
      ],
    });
  });
  afterAll(() => driver.stop());

  it.each<[TemplateObject, string]>([
    [
      { 'Fn::Select': [5, ['a', 'b']] },
      'Fn::Select cannot select nonexistent value at index 5',
    ],
    [
      { 'Fn::FindInMap': ['Names', { Ref: 'AWS::NoValue' }, 'topic'] },
      'Unable to get mapping for Names::AWS::NoValue::topic',
    ],
  ])('rolls back with the message of AWS for %j', async (TopicName, error) => {
    const [name] = Object.keys(TopicName);
    const stack = name.replace('::', '-');
    const { StackStatus } = await driver.create(stack, {
      Mappings: { Names: { prod: { topic: 'news' } } },
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName } },
      },
    });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    const reasons = (await driver.events(stack)).map(
      ({ ResourceStatus, ResourceStatusReason }) =>
        `${ResourceStatus} ${ResourceStatusReason}`,
    );
    expect(reasons).toContain(
      `ROLLBACK_IN_PROGRESS Template error: ${error} Rollback requested by user.`,
    );
  });

  it('creates resources in the order of their references, with events for every step and with outputs', async () => {
    const { StackStatus, Outputs } = await driver.create('simple', network, {
      ClientRequestToken: 'token-1',
      Tags: [{ Key: 'owner', Value: 'video' }],
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const [subnet] = driver.resources('AWS::EC2::Subnet');
    expect(subnet).toMatchObject({
      phase: 'available',
      logicalId: 'Subnet',
      properties: { Tags: [{ Key: 'owner', Value: 'video' }] },
      attributes: { AvailabilityZone: 'eu-west-2a' },
    });
    expect(Outputs).toEqual([
      {
        OutputKey: 'SubnetId',
        OutputValue: subnet.physicalId,
        Description: 'where',
      },
      {
        OutputKey: 'TopicArn',
        OutputValue: 'arn:aws:sns:eu-west-2:000000000000:news',
      },
    ]);
    expect(subnet.physicalId).toMatch(/^subnet-0[0-9a-f]{16}$/);

    const events = await driver.events('simple');
    expect(events[0]).toMatchObject({
      LogicalResourceId: 'simple',
      ResourceStatus: 'CREATE_IN_PROGRESS',
      ResourceStatusReason: 'User Initiated',
    });
    expect(
      events
        .filter(({ LogicalResourceId }) => LogicalResourceId === 'Subnet')
        .map(event => [
          event.ResourceStatus,
          event.ResourceStatusReason,
          event.PhysicalResourceId,
        ]),
    ).toEqual([
      ['CREATE_IN_PROGRESS', undefined, ''],
      ['CREATE_IN_PROGRESS', 'Resource creation Initiated', subnet.physicalId],
      ['CREATE_COMPLETE', undefined, subnet.physicalId],
    ]);
    expect(
      new Set(events.map(({ ClientRequestToken }) => ClientRequestToken)),
    ).toEqual(new Set(['token-1']));
    expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(
      events.length,
    );
    const story = await driver.story('simple');
    expect(story.indexOf('Vpc CREATE_COMPLETE')).toBeLessThan(
      story.indexOf('Subnet CREATE_IN_PROGRESS'),
    );
    expect(story.at(-1)).toBe('simple CREATE_COMPLETE');
  });

  it('cancels resources in progress when a resource fails, and rolls back', async () => {
    const { StackStatus } = await driver.create('failing', {
      Resources: {
        Vpc: network.Resources.Vpc,
        Subnet: network.Resources.Subnet,
        Broken: { Type: 'AWS::SQS::Queue', DependsOn: 'Subnet' },
        Endless: { Type: 'AWS::KMS::Key' },
        Never: { Type: 'AWS::SNS::Topic', DependsOn: 'Broken' },
      },
    });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await driver.events('failing');
    const reasons = Object.fromEntries(
      events
        .filter(({ ResourceStatusReason }) => ResourceStatusReason)
        .map(event => [
          `${event.LogicalResourceId} ${event.ResourceStatus}`,
          event.ResourceStatusReason,
        ]),
    );
    expect(reasons).toMatchObject({
      'Broken CREATE_FAILED': 'Something is wrong.',
      'Endless CREATE_FAILED': 'Resource creation cancelled',
      'failing ROLLBACK_IN_PROGRESS':
        'The following resource(s) failed to create: [Broken, Endless]. Rollback requested by user.',
    });
    const story = await driver.story('failing');
    expect(story).not.toContain('Never CREATE_IN_PROGRESS');
    expect(story.indexOf('Subnet DELETE_COMPLETE')).toBeLessThan(
      story.indexOf('Vpc DELETE_IN_PROGRESS'),
    );
    expect(driver.resources('AWS::KMS::Key')).toEqual([]);
  });

  it('keeps all resources when rollback is disabled', async () => {
    const stack = await driver.create(
      'kept',
      {
        Resources: {
          Broken: { Type: 'AWS::SQS::Queue' },
          Slow: {
            Type: 'AWS::KMS::Key',
            Properties: { KeyPolicy: keyPolicy('2012-10-17') },
          },
        },
      },
      { DisableRollback: true },
    );
    expect(stack.StackStatus).toBe('CREATE_FAILED');
    expect(stack.StackStatusReason).toBe(
      'The following resource(s) failed to create: [Broken]. ',
    );
    expect(await driver.story('kept')).toContain('Slow CREATE_COMPLETE');
  });

  it('deletes the stack after a failure with OnFailure DELETE', async () => {
    const { StackStatus, StackId = '' } = await driver.create(
      'gone',
      { Resources: { Broken: { Type: 'AWS::SQS::Queue' } } },
      { OnFailure: 'DELETE' },
    );
    expect(StackStatus).toBe('DELETE_COMPLETE');
    await expect(driver.stack('gone')).rejects.toThrow(
      'Stack with id gone does not exist',
    );
    const events = await driver.events(StackId);
    expect(events.at(-2)?.ResourceStatus).toBe('DELETE_COMPLETE');
  });

  it('ends in ROLLBACK_FAILED when a resource cannot be deleted', async () => {
    const { StackStatus, StackStatusReason } = await driver.create('stuck', {
      Resources: {
        Sticky: { Type: 'AWS::SNS::Topic' },
        Broken: { Type: 'AWS::SQS::Queue', DependsOn: 'Sticky' },
      },
    });
    expect(StackStatus).toBe('ROLLBACK_FAILED');
    expect(StackStatusReason).toBe(
      'The following resource(s) failed to delete: [Sticky]. ',
    );
  });

  it('fails after TimeoutInMinutes', async () => {
    const { StackStatus } = await driver.create(
      'late',
      { Resources: { Endless: { Type: 'AWS::SQS::Queue' } } },
      { TimeoutInMinutes: 5 },
    );
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await driver.events('late')).toContainEqual(
      expect.objectContaining({
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason:
          'Stack creation time exceeded the specified timeout. Rollback requested by user.',
      }),
    );
  });

  it('has a duration for each resource type: a database instance takes longer than a role', async () => {
    const { StackStatus } = await driver.create(
      'timed',
      {
        Resources: {
          Database: {
            Type: 'AWS::RDS::DBInstance',
            Properties: {
              Engine: 'postgres',
              EngineVersion: '16.9',
              DBInstanceClass: 'db.t4g.micro',
              AllocatedStorage: '20',
              ManageMasterUserPassword: 'true',
              MasterUsername: 'streamflix',
            },
          },
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: trustPolicy },
          },
        },
      },
      { Capabilities: ['CAPABILITY_IAM'] },
    );
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const events = await driver.events('timed');
    const milliseconds = (logicalId: string) => {
      const own = events.filter(
        ({ LogicalResourceId }) => LogicalResourceId === logicalId,
      );
      return Number(own.at(-1)?.Timestamp) - Number(own[0].Timestamp);
    };
    // 421 and 19 simulated seconds at six thousand times the speed.
    expect(milliseconds('Database')).toBeGreaterThanOrEqual(68);
    expect(milliseconds('Role')).toBeLessThan(milliseconds('Database'));
  });

  it('creates a hundred stacks at once', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `stack-${index}`);
    const { Topic: _named, ...unnamed } = network.Resources;
    const started = performance.now();
    const stacks = await Promise.all(
      names.map(name => driver.create(name, { Resources: unnamed })),
    );
    expect(new Set(stacks.map(({ StackStatus }) => StackStatus))).toEqual(
      new Set(['CREATE_COMPLETE']),
    );
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
