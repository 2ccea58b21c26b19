import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DescribeStackResourcesCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { StackDriver } from '../../__testUtils__/StackDriver';

const stream = (properties: object, more: object = {}) => ({
  Type: 'AWS::Kinesis::Stream',
  Properties: properties,
  ...more,
});
const topic = (properties: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
});

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('updating a stack', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start({
      faults: [
        {
          kind: 'fail-resource',
          resource: 'Fragile',
          operation: 'update',
          attempts: [1],
          reason: 'It broke.',
        },
        {
          kind: 'fail-resource',
          resource: 'Stubborn',
          operation: 'update',
          attempts: [1, 2],
          reason: 'It does not move.',
        },
        {
          kind: 'hang-resource',
          resource: 'Endless',
          operation: 'update',
          during: 'deploy',
        },
        {
          kind: 'fail-resource',
          resource: 'Sticky',
          operation: 'delete',
          reason: 'It sticks.',
        },
      ],
    });
  });
  afterAll(() => driver.stop());

  it('updates in place what the schema allows, and leaves all other resources unchanged', async () => {
    const before = { Stream: stream({ ShardCount: 1 }), Topic: topic() };
    await driver.create('inplace', { Resources: before });
    const [created] = driver.resources('AWS::Kinesis::Stream');
    const { StackStatus, LastUpdatedTime } = await driver.update('inplace', {
      Resources: { ...before, Stream: stream({ ShardCount: 2 }) },
    });
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(LastUpdatedTime).toBeInstanceOf(Date);
    expect(created.properties.ShardCount).toBe(2);
    const story = await driver.story('inplace');
    expect(story.slice(story.indexOf('inplace UPDATE_IN_PROGRESS'))).toEqual([
      'inplace UPDATE_IN_PROGRESS',
      'Stream UPDATE_IN_PROGRESS',
      'Stream UPDATE_COMPLETE',
      'inplace UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'inplace UPDATE_COMPLETE',
    ]);
  });

  it('creates the replacement before it deletes the old resource', async () => {
    const resources = (name?: string) => ({
      Old: topic(name ? { FifoTopic: true, TopicName: name } : {}),
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Old' },
          Protocol: 'sqs',
          Endpoint: 'arn:aws:sqs:eu-west-2:000000000000:queue',
        },
      },
    });
    await driver.create('replacing', { Resources: resources() });
    await driver.update('replacing', { Resources: resources('new.fifo') });
    expect(
      driver
        .resources('AWS::SNS::Subscription')
        .map(({ properties }) => properties.TopicArn),
    ).toEqual(['arn:aws:sns:eu-west-2:000000000000:new.fifo']);
    const events = await driver.events('replacing');
    expect(events).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Old',
        ResourceStatus: 'UPDATE_IN_PROGRESS',
        ResourceStatusReason:
          'Requested update requires the creation of a new physical resource; hence creating one.',
      }),
    );
    const story = await driver.story('replacing');
    expect(story.indexOf('Old UPDATE_COMPLETE')).toBeLessThan(
      story.indexOf('Subscription UPDATE_IN_PROGRESS'),
    );
    const cleanUp = story.indexOf(
      'replacing UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    );
    // The subscription refers to the old topic, so it is deleted first.
    expect(story.slice(cleanUp)).toEqual([
      'replacing UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Subscription DELETE_IN_PROGRESS',
      'Subscription DELETE_COMPLETE',
      'Old DELETE_IN_PROGRESS',
      'Old DELETE_COMPLETE',
      'replacing UPDATE_COMPLETE',
    ]);
  });

  it('refuses to replace a resource with a fixed name', async () => {
    const cluster = (name: string) => ({
      Database: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          DBClusterIdentifier: 'fixed',
          Engine: 'aurora-postgresql',
          DatabaseName: name,
          MasterUsername: 'flix',
          ManageMasterUserPassword: true,
        },
      },
    });
    await driver.create('named', { Resources: cluster('one') });
    const { StackStatus } = await driver.update('named', {
      Resources: cluster('two'),
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await driver.events('named')).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Database',
        ResourceStatus: 'UPDATE_FAILED',
        ResourceStatusReason:
          'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename fixed and update the stack again.',
      }),
    );
  });

  it('adds and removes resources, and retains those with a retain policy', async () => {
    await driver.create('removing', {
      Resources: {
        Kept: stream(
          { Name: 'kept', ShardCount: 1 },
          { DeletionPolicy: 'Retain' },
        ),
        Dropped: stream({ Name: 'dropped', ShardCount: 1 }),
        Topic: topic(),
      },
    });
    await driver.update('removing', {
      Resources: { Topic: topic(), Queue: { Type: 'AWS::SQS::Queue' } },
    });
    const names = driver
      .resources('AWS::Kinesis::Stream')
      .map(({ physicalId }) => physicalId);
    expect(names).toContain('kept');
    expect(names).not.toContain('dropped');
    const story = await driver.story('removing');
    expect(story).toContain('Kept DELETE_SKIPPED');
    expect(story).toContain('Queue CREATE_COMPLETE');
  });

  it('rolls back when a resource fails', async () => {
    const before = {
      Fragile: stream({ ShardCount: 1 }),
      First: topic({ DisplayName: 'old' }),
      Gone: topic(),
    };
    const { Outputs: outputs } = await driver.create('back', {
      Resources: before,
      Outputs: { Name: { Value: { 'Fn::GetAtt': ['First', 'TopicName'] } } },
    });
    const { StackStatus, Outputs } = await driver.update('back', {
      Resources: {
        First: topic({ DisplayName: 'new' }),
        Fragile: stream({ ShardCount: 2 }, { DependsOn: ['First', 'Added'] }),
        Added: { Type: 'AWS::SQS::Queue' },
      },
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(Outputs).toEqual(outputs);
    const story = await driver.story('back');
    const failure = story.indexOf('Fragile UPDATE_FAILED');
    expect(story.slice(failure + 1, failure + 6).sort()).toEqual([
      'First UPDATE_COMPLETE',
      'First UPDATE_IN_PROGRESS',
      'Fragile UPDATE_COMPLETE',
      'Fragile UPDATE_IN_PROGRESS',
      'back UPDATE_ROLLBACK_IN_PROGRESS',
    ]);
    expect(story.slice(failure + 6)).toEqual([
      'back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Added DELETE_IN_PROGRESS',
      'Added DELETE_COMPLETE',
      'back UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await driver.events('back')).toContainEqual(
      expect.objectContaining({
        ResourceStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
        ResourceStatusReason:
          'The following resource(s) failed to update: [Fragile]. ',
      }),
    );
    expect(
      driver
        .resources('AWS::SNS::Topic')
        .find(({ properties }) => properties.DisplayName === 'old'),
    ).toMatchObject({ phase: 'available', logicalId: 'First' });
  });

  it('rolls back a resource whose new properties could not be resolved', async () => {
    await driver.create('unworkable', { Resources: { Topic: topic() } });
    const { StackStatus } = await driver.update('unworkable', {
      Resources: {
        Database: {
          Type: 'AWS::RDS::DBCluster',
          Properties: {
            Engine: 'aurora-postgresql',
            MasterUsername: 'flix',
            MasterUserPassword: 'not-secret',
          },
        },
        Topic: topic({
          DisplayName: {
            'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'],
          },
        }),
      },
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { StackResources = [] } = await driver.client.send(
      new DescribeStackResourcesCommand({ StackName: 'unworkable' }),
    );
    expect(
      StackResources.map(({ LogicalResourceId, ResourceStatus }) => [
        LogicalResourceId,
        ResourceStatus,
      ]),
    ).toEqual([['Topic', 'UPDATE_COMPLETE']]);
  });

  it('rolls back to the resource that was to be replaced', async () => {
    const resources = (fifo: boolean, shards: number) => ({
      Swapped: topic(fifo ? { FifoTopic: true } : {}),
      Fragile: stream({ ShardCount: shards }, { DependsOn: 'Swapped' }),
    });
    await driver.create('swap', { Resources: resources(false, 1) });
    const find = () =>
      driver
        .resources('AWS::SNS::Topic')
        .filter(({ logicalId }) => logicalId === 'Swapped');
    const [before] = find();
    const { StackStatus } = await driver.update('swap', {
      Resources: resources(true, 2),
    });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(find()).toEqual([before]);
  });

  it('rolls back an update that is cancelled', async () => {
    const resources = (shards: number) => ({
      Endless: stream({ ShardCount: shards }),
    });
    await driver.create('cancelled', { Resources: resources(1) });
    const updating = driver.update('cancelled', { Resources: resources(2) });
    await driver.reaches('cancelled', 'UPDATE_IN_PROGRESS');
    for (;;) {
      const story = await driver.story('cancelled');
      if (story.includes('Endless UPDATE_IN_PROGRESS')) break;
    }
    await driver.client.send(
      new CancelUpdateStackCommand({ StackName: 'cancelled' }),
    );
    expect((await updating).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const events = await driver.events('cancelled');
    expect(
      events
        .map(event => [event.ResourceStatus, event.ResourceStatusReason])
        .slice(-6),
    ).toEqual([
      ['UPDATE_FAILED', 'Resource update cancelled'],
      ['UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
      ['UPDATE_IN_PROGRESS', undefined],
      ['UPDATE_COMPLETE', undefined],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined],
      ['UPDATE_ROLLBACK_COMPLETE', undefined],
    ]);
    await expect(
      driver.client.send(
        new CancelUpdateStackCommand({ StackName: 'cancelled' }),
      ),
    ).rejects.toThrow(
      'CancelUpdateStack cannot be called from current stack status',
    );
  });

  it('ends in UPDATE_ROLLBACK_FAILED when the rollback fails, and continues it on request', async () => {
    const resources = (shards: number) => ({
      Stubborn: stream({ ShardCount: shards }),
    });
    await driver.create('halfway', { Resources: resources(1) });
    const failed = await driver.update('halfway', { Resources: resources(2) });
    expect(failed.StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    expect(failed.StackStatusReason).toBe(
      'The following resource(s) failed to update: [Stubborn]. ',
    );
    await expect(
      driver.update('halfway', { Resources: resources(3) }),
    ).rejects.toThrow(
      /is in UPDATE_ROLLBACK_FAILED state and can not be updated\.$/,
    );
    await driver.client.send(
      new ContinueUpdateRollbackCommand({ StackName: 'halfway' }),
    );
    expect((await driver.finished('halfway')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('skips resources on request when the rollback continues', async () => {
    const resources = (shards: number) => ({
      Stubborn: stream({ ShardCount: shards }),
    });
    await driver.create('skipping', { Resources: resources(1) });
    await driver.update('skipping', { Resources: resources(2) });
    await expect(
      driver.client.send(
        new ContinueUpdateRollbackCommand({
          StackName: 'skipping',
          ResourcesToSkip: ['Other'],
        }),
      ),
    ).rejects.toThrow('Other');
    await driver.client.send(
      new ContinueUpdateRollbackCommand({
        StackName: 'skipping',
        ResourcesToSkip: ['Stubborn'],
      }),
    );
    expect((await driver.finished('skipping')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('keeps a failed update when rollback is disabled, until it is rolled back or repaired', async () => {
    const resources = (shards: number) => ({
      Fragile: stream({ ShardCount: shards }),
    });
    await driver.create('preserved', { Resources: resources(1) });
    const failed = await driver.update(
      'preserved',
      { Resources: resources(2) },
      { DisableRollback: true },
    );
    expect(failed.StackStatus).toBe('UPDATE_FAILED');
    await driver.client.send(
      new RollbackStackCommand({ StackName: 'preserved' }),
    );
    expect((await driver.finished('preserved')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    const repaired = await driver.update('preserved', {
      Resources: resources(2),
    });
    expect(repaired.StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('completes although a replaced resource cannot be deleted', async () => {
    await driver.create('litter', {
      Resources: { Sticky: topic(), Topic: topic() },
    });
    const { StackStatus, StackStatusReason } = await driver.update('litter', {
      Resources: { Topic: topic() },
    });
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(StackStatusReason).toBe(
      'Update successful. One or more resources could not be deleted.',
    );
  });

  it('updates the tags of every resource that supports them', async () => {
    const template = {
      Resources: {
        Stream: stream({ ShardCount: 1, Tags: [{ Key: 'own', Value: '1' }] }),
        Policy: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: {
            Topics: [],
            PolicyDocument: {
              Statement: {
                Effect: 'Allow',
                Principal: '*',
                Action: 'sns:Publish',
                Resource: '*',
              },
            },
          },
        },
      },
    };
    await driver.create('tagged', template, {
      Tags: [{ Key: 'owner', Value: 'a' }],
    });
    const { Tags } = await driver.update('tagged', template, {
      Tags: [{ Key: 'owner', Value: 'b' }],
    });
    expect(Tags).toEqual([{ Key: 'owner', Value: 'b' }]);
    const tagged = driver
      .resources('AWS::Kinesis::Stream')
      .find(({ stackId = '' }) => stackId.includes('/tagged/'));
    expect(tagged?.properties.Tags).toEqual([
      { Key: 'own', Value: '1' },
      { Key: 'owner', Value: 'b' },
    ]);
    const story = await driver.story('tagged');
    expect(story).toContain('Stream UPDATE_COMPLETE');
    expect(story).not.toContain('Policy UPDATE_COMPLETE');
  });

  it('shows the new tags as soon as the update is in progress: who may change the stack is decided by them', async () => {
    const slow = await StackDriver.start({ speed: 10 });
    const template = { Resources: { Topic: topic() } };
    await slow.create('given', template, {
      Tags: [{ Key: 'owner', Value: 'a' }],
    });
    const Tags = [{ Key: 'owner', Value: 'b' }];
    await slow.client.send(
      new UpdateStackCommand({
        StackName: 'given',
        TemplateBody: JSON.stringify(template),
        Tags,
      }),
    );
    expect(await slow.stack('given')).toMatchObject({
      StackStatus: 'UPDATE_IN_PROGRESS',
      Tags,
    });
    await slow.stop();
  });

  it('refuses an update that changes nothing, and a stack that does not exist', async () => {
    const template = { Resources: { Topic: topic() } };
    await driver.create('same', template);
    await expect(driver.update('same', template)).rejects.toThrow(
      'No updates are to be performed.',
    );
    await expect(driver.update('nowhere', template)).rejects.toThrow(
      'Stack [nowhere] does not exist',
    );
  });
});
