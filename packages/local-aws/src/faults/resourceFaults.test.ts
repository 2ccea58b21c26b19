import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  type DeleteStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeDBEngineVersionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ControlRoute } from '../__testUtils__/ControlRoute';
import { StackDriver } from '../__testUtils__/StackDriver';
import { clientConfig } from '../__testUtils__/seed';

const stream = (shards: number) => ({
  Type: 'AWS::Kinesis::Stream',
  Properties: { ShardCount: shards },
});
const topic = { Type: 'AWS::SNS::Topic' };

const service = (image: string, container: object = {}) => ({
  Cluster: { Type: 'AWS::ECS::Cluster' },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Cpu: '256',
      Memory: '512',
      ContainerDefinitions: [{ Name: 'main', Image: image, ...container }],
    },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: {
      ServiceName: 'worker',
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      DesiredCount: 2,
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    },
  },
});

const database = (version: string, more: object = {}) => ({
  Database: {
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      Engine: 'postgres',
      EngineVersion: version,
      DBInstanceClass: 'db.t3.micro',
      AllocatedStorage: '20',
      ManageMasterUserPassword: true,
      MasterUsername: 'streamflix',
      ...more,
    },
  },
});

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('faults of resources', () => {
  let driver: StackDriver;
  let control: ControlRoute;

  beforeAll(async () => {
    driver = await StackDriver.start();
    control = new ControlRoute(driver.aws.url);
  });
  afterEach(() => control.put());
  afterAll(() => driver.stop());

  /** The events of a resource, oldest first. */
  const eventsOf = async (stackName: string, logicalId: string) =>
    (await driver.events(stackName))
      .filter(({ LogicalResourceId }) => LogicalResourceId === logicalId)
      .map(({ ResourceStatus, ResourceStatusReason, PhysicalResourceId }) => ({
        status: ResourceStatus,
        reason: ResourceStatusReason,
        id: PhysicalResourceId,
      }));

  async function remove(
    name: string,
    more: Partial<DeleteStackCommandInput> = {},
  ) {
    const { StackId = '' } = await driver.stack(name);
    await driver.client.send(
      new DeleteStackCommand({ StackName: name, ...more }),
    );
    return driver.finished(StackId);
  }

  describe('fail-resource', () => {
    it('fails a creation with the reason and the error code of a resource handler', async () => {
      await control.put({
        kind: 'fail-resource',
        type: 'AWS::Kinesis::*',
        operation: 'create',
        reason: 'Shard limit exceeded',
        code: 'ServiceLimitExceeded',
      });
      const { StackStatus, StackStatusReason } = await driver.create('limit', {
        Resources: { Stream: stream(1), Topic: topic },
      });
      expect(StackStatus).toBe('ROLLBACK_COMPLETE');
      expect(StackStatusReason).toBeUndefined();
      const events = await eventsOf('limit', 'Stream');
      expect(events.find(({ status }) => status === 'CREATE_FAILED')).toEqual({
        status: 'CREATE_FAILED',
        reason: expect.stringMatching(
          /^Resource handler returned message: "Shard limit exceeded" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: ServiceLimitExceeded\)$/,
        ),
        id: expect.stringContaining('limit-Stream'),
      });
    });

    it('fails a creation before the resource exists', async () => {
      await control.put({
        kind: 'fail-resource',
        resource: 'Stream',
        operation: 'create',
        when: 'before',
        reason: 'No.',
      });
      await driver.create('never', { Resources: { Stream: stream(1) } });
      expect(await eventsOf('never', 'Stream')).toEqual([
        { status: 'CREATE_IN_PROGRESS', reason: undefined, id: '' },
        { status: 'CREATE_FAILED', reason: 'No.', id: '' },
        { status: 'DELETE_COMPLETE', reason: undefined, id: '' },
      ]);
    });

    it('fails the given attempts, counted for each resource of each stack', async () => {
      await control.put({
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        attempts: [2],
        reason: 'The second time.',
      });
      const update = (name: string, shards: number) =>
        driver.update(name, { Resources: { Stream: stream(shards) } });
      for (const name of ['first', 'second']) {
        await driver.create(name, { Resources: { Stream: stream(1) } });
        const statuses = [
          (await update(name, 2)).StackStatus,
          (await update(name, 3)).StackStatus,
          (await update(name, 4)).StackStatus,
        ];
        expect(statuses).toEqual([
          'UPDATE_COMPLETE',
          'UPDATE_ROLLBACK_COMPLETE',
          'UPDATE_COMPLETE',
        ]);
      }
      expect(await control.strikes()).toEqual([2]);
    });

    it('affects one stack in one region', async () => {
      await control.put({
        kind: 'fail-resource',
        operation: 'create',
        stack: 'here*',
        region: 'us-*',
        reason: 'Here.',
      });
      const Resources = { Topic: topic };
      const abroad = driver.in('us-east-1');
      const statuses = [
        await driver.create('here', { Resources }),
        await abroad.create('there', { Resources }),
        await abroad.create('here-too', { Resources }),
      ].map(({ StackStatus }) => StackStatus);
      expect(statuses).toEqual([
        'CREATE_COMPLETE',
        'CREATE_COMPLETE',
        'ROLLBACK_COMPLETE',
      ]);
    });
  });

  it('hang-resource blocks a stack until it is cancelled', async () => {
    await control.put({
      kind: 'hang-resource',
      resource: 'Stream',
      operation: 'create',
      reason: 'Out of capacity.',
    });
    void driver.create('hanging', {
      Resources: { Stream: stream(1), Topic: topic },
    });
    for (;;) {
      const events = await driver.events('hanging').catch(() => []);
      if (
        events.some(
          ({ LogicalResourceId, ResourceStatus }) =>
            LogicalResourceId === 'Topic' &&
            ResourceStatus === 'CREATE_COMPLETE',
        )
      ) {
        break;
      }
    }
    expect((await driver.stack('hanging')).StackStatus).toBe(
      'CREATE_IN_PROGRESS',
    );
    expect((await remove('hanging')).StackStatus).toBe('DELETE_COMPLETE');
  });

  describe('stop-tasks', () => {
    const pause = () => new Promise(done => setTimeout(done, 20));

    /** The first stopped tasks of the only service, as ECS describes them. */
    async function firstStopped(of: StackDriver) {
      const ecs = new ECSClient(clientConfig(of.aws.url));
      for (;;) {
        await pause();
        const [found] = of.resources('AWS::ECS::Service');
        if (!found) continue;
        const cluster = String(found.properties.Cluster);
        const { taskArns = [] } = await ecs.send(
          new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }),
        );
        if (taskArns.length === 0) continue;
        const { tasks = [] } = await ecs.send(
          new DescribeTasksCommand({ cluster, tasks: taskArns }),
        );
        const { services = [] } = await ecs.send(
          new DescribeServicesCommand({ cluster, services: ['worker'] }),
        );
        const messages = services[0].events?.map(({ message }) => message);
        return { tasks, messages };
      }
    }

    it('reports why tasks stop while the stack waits', async () => {
      const patient = await StackDriver.start({
        speed: 300,
        faults: [
          {
            kind: 'stop-tasks',
            reason: 'Essential container in task exited',
            stopCode: 'EssentialContainerExited',
            exitCode: 137,
          },
        ],
      });
      const outcome = patient.create('worker', {
        Resources: service('nginx', {
          HealthCheck: { Command: ['CMD', 'true'] },
        }),
      });
      const { tasks, messages } = await firstStopped(patient);
      expect(tasks[0]).toMatchObject({
        lastStatus: 'STOPPED',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        startedAt: expect.any(Date),
        containers: [{ name: 'main', exitCode: 137 }],
      });
      expect(messages).toContainEqual(
        expect.stringContaining('Essential container in task exited'),
      );
      expect((await patient.stack('worker')).StackStatus).toBe(
        'CREATE_IN_PROGRESS',
      );
      expect((await outcome).StackStatus).toBe('ROLLBACK_COMPLETE');
      const failed = (await patient.events('worker')).find(
        ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
      );
      expect(failed?.ResourceStatusReason).toContain(
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
      );
      await patient.stop();
    });

    it('does not trigger the circuit breaker with tasks that ran', async () => {
      const patient = await StackDriver.start({
        speed: 5_000,
        faults: [
          {
            kind: 'stop-tasks',
            reason: 'Essential container in task exited',
            stopCode: 'EssentialContainerExited',
            exitCode: 1,
          },
        ],
      });
      const outcome = patient.create('worker', { Resources: service('nginx') });
      const { messages } = await firstStopped(patient);
      expect(messages).toContainEqual(
        expect.stringContaining('Essential container in task exited'),
      );
      expect((await outcome).StackStatus).toBe('ROLLBACK_COMPLETE');
      const failed = (await patient.events('worker')).find(
        ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
      );
      expect(failed?.ResourceStatusReason).toContain(
        'HandlerErrorCode: NotStabilized',
      );
      await patient.stop();
    });

    it('stops only the tasks of an update; the old ones continue', async () => {
      const patient = await StackDriver.start({ speed: 300 });
      await patient.create('worker', { Resources: service('nginx:1') });
      patient.aws.faults.add({
        kind: 'stop-tasks',
        reason: 'ResourceInitializationError: unable to pull secrets',
      });
      const outcome = patient.update('worker', {
        Resources: service('nginx:2'),
      });
      const { tasks } = await firstStopped(patient);
      expect(tasks[0]).toMatchObject({
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'ResourceInitializationError: unable to pull secrets',
      });
      expect((await outcome).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      await patient.stop();
    });
  });

  describe('fail-rollback', () => {
    it('leaves an update in UPDATE_ROLLBACK_FAILED; continuing it skips only the named resources', async () => {
      const resources = (shards: number) => ({
        Stream: stream(shards),
        Topic: {
          ...topic,
          Properties: { DisplayName: `with ${shards}` },
          DependsOn: 'Stream',
        },
      });
      await driver.create('half', { Resources: resources(1) });
      await control.put(
        {
          kind: 'fail-resource',
          resource: 'Topic',
          operation: 'update',
          during: 'deploy',
          reason: 'It broke.',
        },
        { kind: 'fail-rollback', resource: 'Stream' },
      );
      const failed = await driver.update(
        'half',
        { Resources: resources(2) },
        { ClientRequestToken: 'change' },
      );
      expect(failed).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_FAILED',
        StackStatusReason:
          'The following resource(s) failed to update: [Stream]. ',
      });
      expect((await eventsOf('half', 'Stream')).at(-1)).toMatchObject({
        status: 'UPDATE_FAILED',
        reason: expect.stringContaining('HandlerErrorCode: NotStabilized'),
      });
      const goOn = (token: string, ...ResourcesToSkip: string[]) =>
        driver.client.send(
          new ContinueUpdateRollbackCommand({
            StackName: 'half',
            ResourcesToSkip,
            ClientRequestToken: token,
          }),
        );
      // UPDATE_FAILED too, but because its update failed, not its rollback.
      await expect(goOn('refused', 'Topic')).rejects.toThrow('[Topic]');
      await goOn('again');
      expect((await driver.finished('half')).StackStatus).toBe(
        'UPDATE_ROLLBACK_FAILED',
      );
      await goOn('refused', 'Stream');
      // Repeating a request with its token changes nothing.
      await goOn('refused', 'Stream');
      expect((await driver.finished('half')).StackStatus).toBe(
        'UPDATE_ROLLBACK_COMPLETE',
      );
      const events = await driver.events('half');
      const tokens = new Set(
        events
          .slice(
            events.findIndex(
              ({ ResourceStatus }) => ResourceStatus === 'UPDATE_IN_PROGRESS',
            ),
          )
          .map(({ ClientRequestToken }) => ClientRequestToken),
      );
      expect([...tokens]).toEqual(['change', 'again', 'refused']);
    });

    it('leaves a failed creation in ROLLBACK_FAILED', async () => {
      await control.put(
        {
          kind: 'fail-resource',
          resource: 'Stream',
          operation: 'create',
          reason: 'It broke.',
        },
        { kind: 'fail-rollback', type: 'AWS::SNS::Topic', times: 1 },
      );
      const Resources = {
        Topic: topic,
        Stream: { ...stream(1), DependsOn: 'Topic' },
      };
      const failed = await driver.create('stuck', { Resources });
      expect(failed).toMatchObject({
        StackStatus: 'ROLLBACK_FAILED',
        StackStatusReason:
          'The following resource(s) failed to delete: [Topic]. ',
      });
      await expect(driver.update('stuck', { Resources })).rejects.toThrow(
        'is in ROLLBACK_FAILED state and can not be updated.',
      );
      expect((await remove('stuck')).StackStatus).toBe('DELETE_COMPLETE');
    });
  });

  it('fail-delete keeps a stack until the resource is retained', async () => {
    await driver.create('sticking', {
      Resources: { Stream: stream(1), Topic: topic },
    });
    await control.put({
      kind: 'fail-delete',
      resource: 'Stream',
      reason: 'Consumers are attached.',
      code: 'ResourceConflict',
    });
    expect(await remove('sticking')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason:
        'The following resource(s) failed to delete: [Stream]. ',
    });
    expect((await eventsOf('sticking', 'Stream')).at(-1)).toMatchObject({
      status: 'DELETE_FAILED',
      reason: expect.stringContaining('"Consumers are attached."'),
    });
    const { StackStatus } = await remove('sticking', {
      RetainResources: ['Stream'],
    });
    expect(StackStatus).toBe('DELETE_COMPLETE');
    expect(driver.resources('AWS::Kinesis::Stream')).toContainEqual(
      expect.objectContaining({ stackId: expect.stringContaining('sticking') }),
    );
  });

  it('withdraw-version removes a version from the list and refuses it', async () => {
    const rds = new RDSClient(clientConfig(driver.aws.url));
    const versions = async (IncludeAll?: boolean) => {
      const { DBEngineVersions = [] } = await rds.send(
        new DescribeDBEngineVersionsCommand({ Engine: 'postgres', IncludeAll }),
      );
      return Object.fromEntries(
        DBEngineVersions.map(({ EngineVersion = '', Status }) => [
          EngineVersion,
          Status,
        ]),
      );
    };
    await driver.create('running', { Resources: database('16.9') });
    await control.put({
      kind: 'withdraw-version',
      engine: 'postgres',
      version: '16.9',
      region: 'eu-west-2',
    });
    expect(await versions()).not.toHaveProperty(['16.9']);
    expect(await versions()).toHaveProperty(['16.10'], 'available');
    expect(await versions(true)).toHaveProperty(['16.9'], 'deprecated');
    const refused = await driver.create('new', { Resources: database('16.9') });
    expect(refused.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(
      (await eventsOf('new', 'Database')).find(
        ({ status }) => status === 'CREATE_FAILED',
      )?.reason,
    ).toContain('Cannot find version 16.9 for postgres');
    const changed = await driver.update('running', {
      Resources: database('16.9', { BackupRetentionPeriod: 3 }),
    });
    expect(changed.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await control.strikes()).toEqual([1]);
  });
});
