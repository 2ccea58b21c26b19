import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStackCommand,
  DescribeStackResourcesCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  ListTasksCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import type { LocalAws } from '@streamflix/local-aws';
import type { AwsClients } from '../aws/AwsAccess';
import { account, startAccess } from '../__testUtils__/startAccess';
import { readDiagnostics } from './readDiagnostics';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { EcsServiceObserver } from '../follow/EcsServiceObserver';

jest.setTimeout(60_000);

const cluster = 'cluster-abc';
const service = 'worker-abc';

const taskDefinition = (name: string, image: string) => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Family: name,
    ContainerDefinitions: [{ Name: name, Image: image }],
  },
});

const templateBody = JSON.stringify({
  Resources: {
    Cluster: {
      Type: 'AWS::ECS::Cluster',
      Properties: { ClusterName: cluster },
    },
    Sound: taskDefinition('sound', 'nginx:1'),
    Yesterday: taskDefinition('yesterday', 'yesterday:missing'),
    Today: taskDefinition('today', 'today:missing'),
    Worker: {
      Type: 'AWS::ECS::Service',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        ServiceName: service,
        TaskDefinition: { Ref: 'Sound' },
        DesiredCount: 1,
      },
    },
  },
});

describe('the diagnostics of a failed service', () => {
  let aws: LocalAws;
  let ecs: ECSClient;
  let logs: AwsClients['logs'];
  let failure: OperationEvent;
  /** When the later of the two operations started. */
  let at: string;

  const deploy = (family: string) =>
    ecs.send(
      new UpdateServiceCommand({ cluster, service, taskDefinition: family }),
    );

  async function untilTaskStops(family: string) {
    for (;;) {
      const { taskArns = [] } = await ecs.send(
        new ListTasksCommand({ cluster, family, desiredStatus: 'STOPPED' }),
      );
      if (taskArns.length > 0) return;
      await sleep(50);
    }
  }

  beforeAll(async () => {
    const started = await startAccess({ speed: 600 });
    aws = started.aws;
    const clients = await started.access.clients({
      account,
      region: 'eu-central-1',
    });
    ({ ecs, logs } = clients);
    const { cloudFormation } = clients;
    const StackName = 'streamflix-abc';
    await cloudFormation.send(
      new CreateStackCommand({ StackName, TemplateBody: templateBody }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
      { StackName },
    );
    const { StackResources: [worker] = [] } = await cloudFormation.send(
      new DescribeStackResourcesCommand({
        StackName,
        LogicalResourceId: 'Worker',
      }),
    );
    await deploy('yesterday');
    await untilTaskStops('yesterday');
    // As a rollback does.
    await deploy('sound');
    await waitUntilServicesStable(
      { client: ecs, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
      { cluster, services: [service] },
    );
    at = new Date().toISOString();
    await deploy('today');
    await untilTaskStops('today');
    failure = {
      id: '1',
      at: new Date().toISOString(),
      logicalId: 'Worker',
      resourceType: 'AWS::ECS::Service',
      status: 'UPDATE_FAILED',
      reason: 'Exceeded attempts to wait',
      ofStack: false,
      physicalId: worker.PhysicalResourceId,
    };
  });
  afterAll(() => aws.stop());

  const todays = [expect.stringContaining('today:missing')];

  it('is what happened since the operation started', async () => {
    expect(await readDiagnostics(ecs, failure, { at })).toMatchObject({
      source: 'tasks',
      reasons: todays,
    });
  });

  it('would otherwise include the events of an earlier operation, which ECS still has', async () => {
    const early = { at: new Date(0).toISOString() };
    expect(await readDiagnostics(ecs, failure, early)).toMatchObject({
      source: 'tasks',
      reasons: [
        expect.stringContaining('today:missing'),
        expect.stringContaining('yesterday:missing'),
      ],
    });
  });

  it('is nothing when nothing has happened yet, although the service has earlier events', async () => {
    // ECS keeps starting tasks, and each of them fails.
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await readDiagnostics(ecs, failure, { at: later })).toBeUndefined();
  });

  it('is reported by the observer from the first event it sees', async () => {
    const observer = new EcsServiceObserver({ ecs, logs });
    const began = {
      ...failure,
      at,
      resourceType: 'AWS::CloudFormation::Stack',
    };
    await observer.onEvent({ ...began, status: 'UPDATE_IN_PROGRESS' });
    await observer.onEvent(failure);
    expect(observer.diagnosticsOf('Worker')).toEqual(todays);
  });

  it('is still what the tasks reported when ECS no longer has the tasks', async () => {
    const notices: string[] = [];
    const observer = new EcsServiceObserver(
      { ecs, logs },
      { onNotice: notice => notices.push(notice) },
    );
    const failed = { ...failure, at };
    await observer.onEvent(failed);
    const send = ecs.send.bind(ecs) as (command: unknown) => unknown;
    const forgetful = jest
      .spyOn(ecs, 'send')
      .mockImplementation(command =>
        command instanceof ListTasksCommand ? { taskArns: [] } : send(command),
      );
    await expect(readDiagnostics(ecs, failure, { at })).resolves.toMatchObject({
      source: 'events',
    });
    await observer.onEvent(failed);
    forgetful.mockRestore();
    expect(observer.diagnosticsOf('Worker')).toEqual(todays);
    expect(notices).toHaveLength(1);
  });
});
