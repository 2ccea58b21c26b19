import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';
import type { Resource, StoppedTasks } from '../world/World';

const ARN = `arn:aws:ecs:${REGION}:000000000000`;
const SPEED = 100;

describe('ECS of local AWS', () => {
  let localAws: LocalAws;
  let ecs: ECSClient;

  // The clock advances only by the steps of the tests.
  let now = Date.now();

  beforeAll(async () => {
    localAws = await startLocalAws({ speed: SPEED });
    jest.spyOn(localAws.world, 'now').mockImplementation(() => new Date(now));
    ecs = new ECSClient(clientConfig(localAws.url));
  });
  afterAll(() => localAws.stop());

  const pass = (simulatedSeconds: number) => {
    now += (simulatedSeconds * 1000) / SPEED;
  };

  function seedTaskDefinition(family: string, image: string, revision = 1) {
    return seed(
      localAws.world,
      'AWS::ECS::TaskDefinition',
      `${ARN}:task-definition/${family}:${revision}`,
      {
        Family: family,
        Cpu: '512',
        Memory: '1024',
        NetworkMode: 'awsvpc',
        ContainerDefinitions: [
          {
            Name: 'app',
            Image: image,
            PortMappings: [{ ContainerPort: 8080 }],
            DockerLabels: { Owner: 'web' },
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: { 'awslogs-group': '/ecs/app' },
            },
          },
        ],
        Tags: [{ Key: 'Environment', Value: family }],
      },
    );
  }

  /** Adds a cluster with one service whose creation has just started. */
  function seedService(
    name: string,
    image = 'public.ecr.aws/nginx/nginx:stable',
    properties: Resource['properties'] = {},
    problem: Pick<Resource, 'reason' | 'stoppedTasks'> = {},
  ) {
    const cluster = seed(
      localAws.world,
      'AWS::ECS::Cluster',
      `cluster-${name}`,
      { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] },
      { attributes: { Arn: `${ARN}:cluster/cluster-${name}` } },
    );
    const definition = seedTaskDefinition(name, image);
    const started = localAws.world.now();
    const service = seed(
      localAws.world,
      'AWS::ECS::Service',
      `${ARN}:service/${cluster.physicalId}/${name}`,
      {
        Cluster: cluster.physicalId,
        TaskDefinition: definition.physicalId,
        DesiredCount: 2,
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'] },
        },
        Tags: [{ Key: 'Environment', Value: name }],
        ...properties,
      },
      {
        phase: 'creating',
        createdAt: started,
        updatedAt: started,
        stackId: `arn:aws:cloudformation:${REGION}:000000000000:stack/${name}/1`,
        logicalId: 'Service',
        ...problem,
      },
    );
    return { cluster: cluster.physicalId, service };
  }

  /** Starts an update of a service to another image, as CloudFormation does. */
  function updateService(
    service: Resource,
    family: string,
    image: string,
    stopped?: StoppedTasks,
  ) {
    const { world } = localAws;
    const revision =
      1 +
      world
        .list(REGION, 'AWS::ECS::TaskDefinition')
        .filter(({ properties }) => properties.Family === family).length;
    const definition = seedTaskDefinition(family, image, revision);
    world.update(service, {
      phase: 'updating',
      properties: {
        ...service.properties,
        TaskDefinition: definition.physicalId,
      },
      stoppedTasks: stopped,
      updatedAt: world.now(),
    });
  }

  async function describeOne(name: string) {
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({
        cluster: `cluster-${name}`,
        services: [name],
      }),
    );
    return services[0];
  }

  const listTasks = async (
    cluster: string,
    desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING',
  ) =>
    (await ecs.send(new ListTasksCommand({ cluster, desiredStatus })))
      .taskArns ?? [];

  it('starts the tasks of a new service some seconds after it exists', async () => {
    const { cluster } = seedService('starting');
    const before = await describeOne('starting');
    expect(before).toMatchObject({
      status: 'ACTIVE',
      desiredCount: 2,
      runningCount: 0,
      pendingCount: 2,
      deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }],
    });
    expect(before.createdAt).toBeInstanceOf(Date);

    pass(35);
    expect(await describeOne('starting')).toMatchObject({
      runningCount: 2,
      pendingCount: 0,
      deployments: [
        { rolloutState: 'COMPLETED', runningCount: 2, failedTasks: 0 },
      ],
    });
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({
        cluster,
        tasks: await listTasks(cluster),
      }),
    );
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatchObject({
      lastStatus: 'RUNNING',
      group: 'service:starting',
      cpu: '512',
      containers: [{ name: 'app', lastStatus: 'RUNNING' }],
    });
    const { clusters = [] } = await ecs.send(
      new DescribeClustersCommand({
        clusters: [cluster],
        include: ['SETTINGS'],
      }),
    );
    expect(clusters[0]).toMatchObject({
      status: 'ACTIVE',
      runningTasksCount: 2,
      pendingTasksCount: 0,
      activeServicesCount: 1,
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
    });
  });

  it('lists the events of a service, the newest first', async () => {
    seedService('story');
    pass(35);
    const { events = [] } = await describeOne('story');
    expect(events.map(({ message }) => message)).toEqual([
      expect.stringContaining('deployment completed'),
      '(service story) has reached a steady state.',
      expect.stringMatching(/has started 2 tasks: \(task \w{32}\)/),
    ]);
  });

  it.each([
    ['registry.example.com/app:missing'],
    ['example/does-not-exist:1.0'],
    [`000000000000.dkr.ecr.${REGION}.amazonaws.com/app:1.0`],
  ])('stops every task whose image %s cannot be pulled', async image => {
    const name = `failing-${image.length}`;
    const { cluster } = seedService(name, image);
    pass(30);
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({
        cluster,
        tasks: await listTasks(cluster, 'STOPPED'),
      }),
    );
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(
        /^CannotPullContainerError: .*not found$/,
      ),
      containers: [{ reason: expect.stringContaining(image) }],
    });
    expect(await describeOne(name)).toMatchObject({
      runningCount: 0,
      deployments: [{ rolloutState: 'IN_PROGRESS', failedTasks: 2 }],
    });
  });

  it('fails a deployment when the circuit breaker has counted enough failures', async () => {
    seedService('broken', 'nginx:missing', {
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
    pass(100);
    const service = await describeOne('broken');
    expect(service.deployments?.[0]).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason:
        'ECS deployment circuit breaker: tasks failed to start.',
    });
    expect(service.deployments?.[0].failedTasks).toBeGreaterThanOrEqual(3);
    const failed = service.deployments?.[0].failedTasks;
    pass(200);
    expect((await describeOne('broken')).deployments?.[0].failedTasks).toBe(
      failed,
    );
  });

  it('retries tasks that fail to start with increasing delays, up to 27 minutes', async () => {
    seedService('throttled', 'nginx:missing', { DesiredCount: 1 });
    const failed = async () =>
      (await describeOne('throttled')).deployments?.[0].failedTasks;
    pass(30);
    expect(await failed()).toBe(1);
    pass(60 + 120 + 240 + 480 + 960);
    expect(await failed()).toBe(6);
    for (const attempts of [6, 7]) {
      pass(1_600);
      expect(await failed()).toBe(attempts);
      pass(20);
      expect(await failed()).toBe(attempts + 1);
    }
    const { events = [] } = await describeOne('throttled');
    expect(events.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('is unable to consistently start tasks'),
    );
  });

  describe('of tasks that stop after they have run', () => {
    const breaker = {
      DesiredCount: 1,
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    };
    const exit = {
      reason: 'Essential container in task exited',
      stopCode: 'EssentialContainerExited' as const,
      exitCode: 1,
    };

    it('are replaced at once, without limit, when nothing checks their health', async () => {
      const { cluster } = seedService('crashing', 'nginx', breaker, {
        stoppedTasks: exit,
      });
      pass(45 * 40);
      expect(await listTasks(cluster, 'STOPPED')).toHaveLength(40);
      const { deployments, events = [] } = await describeOne('crashing');
      expect(deployments?.[0]).toMatchObject({
        rolloutState: 'IN_PROGRESS',
        failedTasks: 0,
      });
      const messages = events.map(({ message }) => message);
      expect(messages).toContainEqual(
        expect.stringContaining('Essential container in task exited'),
      );
      expect(messages.join()).not.toContain('unable to consistently start');
    });

    it.each([
      ['load balancer', { LoadBalancers: [{ TargetGroupArn: 'arn' }] }],
      ['Cloud Map', { ServiceRegistries: [{ RegistryArn: 'arn' }] }],
    ])(
      'counts them as failed where %s checks their health',
      async (by, how) => {
        const name = `checked-by-${by.split(' ').join('-')}`;
        seedService(
          name,
          'nginx',
          { ...breaker, ...how },
          { stoppedTasks: exit },
        );
        pass(45 * 40);
        expect((await describeOne(name)).deployments?.[0]).toMatchObject({
          rolloutState: 'FAILED',
          failedTasks: 3,
        });
      },
    );
  });

  it('reports the failure of a service that cannot stabilise as its resource does', async () => {
    const { cluster } = seedService('stalled', 'nginx', undefined, {
      reason: 'Task failed ELB health checks',
    });
    pass(30);
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({
        cluster,
        tasks: await listTasks(cluster, 'STOPPED'),
      }),
    );
    expect(tasks[0].stoppedReason).toBe('Task failed ELB health checks');
  });

  it('starts the tasks of a new task definition before it stops the old ones', async () => {
    const { service } = seedService('rolling');
    pass(35);
    await describeOne('rolling');
    updateService(service, 'rolling', 'nginx:2');
    expect(await describeOne('rolling')).toMatchObject({
      runningCount: 2,
      pendingCount: 2,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 0 },
        { status: 'ACTIVE', runningCount: 2 },
      ],
    });
    pass(35);
    const after = await describeOne('rolling');
    expect(after).toMatchObject({ runningCount: 2, pendingCount: 0 });
    expect(after.deployments).toHaveLength(1);
    expect(after.taskDefinition).toMatch(/rolling:2$/);
    const stopped = await listTasks('cluster-rolling', 'STOPPED');
    expect(stopped).toHaveLength(2);
  });

  const outOfMemory: StoppedTasks = {
    reason: 'OutOfMemoryError: Container killed due to memory usage',
    stopCode: 'EssentialContainerExited',
    exitCode: 137,
  };
  const checkedByBalancer = {
    DesiredCount: 1,
    LoadBalancers: [{ TargetGroupArn: 'arn' }],
    DeploymentConfiguration: {
      DeploymentCircuitBreaker: { Enable: true, Rollback: false },
    },
  };

  async function stoppedTasks(cluster: string) {
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({
        cluster,
        tasks: await listTasks(cluster, 'STOPPED'),
      }),
    );
    return tasks;
  }

  it('dates the stopped tasks of an update to the update, also when they are read later', async () => {
    const { cluster, service } = seedService(
      'unobserved',
      'nginx:1',
      checkedByBalancer,
    );
    pass(200);
    localAws.world.update(service, { phase: 'available' });
    pass(10);
    const updatedAt = localAws.world.now();
    updateService(service, 'unobserved', 'nginx:2', outOfMemory);
    pass(240);
    const tasks = await stoppedTasks(cluster);
    expect(tasks).toHaveLength(3);
    for (const { stoppedAt, stoppedReason } of tasks) {
      expect(stoppedReason).toBe(outOfMemory.reason);
      expect(stoppedAt?.getTime()).toBeGreaterThan(updatedAt.getTime());
    }
    expect((await describeOne('unobserved')).deployments).toMatchObject([
      { createdAt: updatedAt, rolloutState: 'FAILED', failedTasks: 3 },
      { rolloutState: 'COMPLETED', runningCount: 1 },
    ]);
  });

  it('returns the same to a client that polls and to one that asks once', async () => {
    const { world } = localAws;
    const services = ['asked-often', 'asked-once'].map(name => {
      const { cluster, service } = seedService(
        name,
        'nginx:1',
        checkedByBalancer,
      );
      return { name, cluster, service };
    });
    const [often] = services;
    const each = (change: (service: Resource, name: string) => void) =>
      services.forEach(({ service, name }) => change(service, name));
    async function passWhileAsked(simulatedSeconds: number) {
      for (let second = 0; second < simulatedSeconds; second += 10) {
        await describeOne(often.name);
        pass(10);
      }
    }
    const target = (service: Resource, name: string) =>
      seed(
        world,
        'AWS::ApplicationAutoScaling::ScalableTarget',
        `target-${name}`,
        {
          ServiceNamespace: 'ecs',
          ResourceId: service.physicalId.split(':').pop(),
          MinCapacity: 3,
          MaxCapacity: 8,
        },
      );

    await passWhileAsked(150);
    each(service => world.update(service, { phase: 'available' }));
    each(target);
    await passWhileAsked(60);
    each((service, name) =>
      updateService(service, name, 'nginx:2', outOfMemory),
    );
    await passWhileAsked(240);
    each(service => world.update(service, { phase: 'failed' }));
    each((service, name) => updateService(service, name, 'nginx:1'));
    await passWhileAsked(110);
    each(service => world.update(service, { phase: 'available' }));
    await passWhileAsked(60);
    each(service => world.update(service, { phase: 'deleting' }));
    await passWhileAsked(20);

    const [seenOften, seenOnce] = await Promise.all(
      services.map(async ({ name, cluster }) => {
        const { events, deployments } = await describeOne(name);
        const tasks = await stoppedTasks(cluster);
        const seen = {
          deployments: deployments?.map(({ id: _, ...rest }) => rest),
          events: events?.map(({ createdAt, message = '' }) => [
            createdAt,
            message.replace(/task \w{32}/g, 'task'),
          ]),
          tasks: tasks.map(({ createdAt, stoppedAt, stoppedReason }) => [
            createdAt,
            stoppedAt,
            stoppedReason,
          ]),
        };
        return JSON.parse(
          JSON.stringify(seen)
            .replaceAll(name, 'service')
            .replaceAll(/ecs-svc\/\d+/g, 'ecs-svc'),
        );
      }),
    );
    expect(seenOnce.tasks.length).toBeGreaterThan(6);
    expect(seenOnce).toEqual(seenOften);
  });

  it.each([
    ['runs', 'nginx:1'],
    ['does not start', 'nginx:missing'],
  ])(
    'does not change what a client has seen of a service that %s',
    async (how, image) => {
      const name = `recorded-${how.length}`;
      const { cluster, service } = seedService(name, image, checkedByBalancer);
      for (let step = 0; step < 8; step++) {
        const events = (await describeOne(name)).events ?? [];
        const tasks = await stoppedTasks(cluster);
        // In some steps the count changes shortly before a task stops.
        pass(20);
        localAws.world.update(service, {
          properties: {
            ...service.properties,
            DesiredCount: step % 2 === 0 ? 2 : 1,
          },
        });
        pass(23);
        expect((await describeOne(name)).events).toEqual(
          expect.arrayContaining(events),
        );
        expect(await stoppedTasks(cluster)).toEqual(
          expect.arrayContaining(tasks),
        );
      }
    },
  );

  it('scales and redeploys a service on UpdateService', async () => {
    const { cluster } = seedService('scaled');
    pass(35);
    const update = (change: object) =>
      ecs.send(
        new UpdateServiceCommand({ cluster, service: 'scaled', ...change }),
      );
    const { service: grown } = await update({ desiredCount: 3 });
    expect(grown).toMatchObject({
      desiredCount: 3,
      runningCount: 2,
      pendingCount: 1,
    });
    await update({ desiredCount: 1 });
    expect(await describeOne('scaled')).toMatchObject({
      desiredCount: 1,
      runningCount: 1,
      pendingCount: 0,
    });
    const { service: forced } = await update({ forceNewDeployment: true });
    expect(forced?.deployments).toHaveLength(2);
  });

  it('keeps a service within the limits of its auto-scaling', async () => {
    const { cluster } = seedService('limited');
    seed(
      localAws.world,
      'AWS::ApplicationAutoScaling::ScalableTarget',
      'target',
      {
        ServiceNamespace: 'ecs',
        ResourceId: `service/${cluster}/limited`,
        MinCapacity: 4,
        MaxCapacity: 8,
      },
    );
    expect((await describeOne('limited')).desiredCount).toBe(4);
  });

  it('spreads tasks over capacity providers by base and weight', async () => {
    const { cluster } = seedService('spot', 'nginx:1', {
      DesiredCount: 6,
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 4 },
      ],
    });
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster, tasks: await listTasks(cluster) }),
    );
    const providers = tasks.map(
      ({ capacityProviderName }) => capacityProviderName,
    );
    expect(providers.filter(name => name === 'FARGATE')).toHaveLength(2);
    expect(providers.filter(name => name === 'FARGATE_SPOT')).toHaveLength(4);
    expect((await describeOne('spot')).launchType).toBeUndefined();
  });

  it('drains a service that is being deleted', async () => {
    const { service } = seedService('draining');
    pass(35);
    await describeOne('draining');
    localAws.world.update(service, { phase: 'deleting' });
    expect(await describeOne('draining')).toMatchObject({
      status: 'DRAINING',
      desiredCount: 0,
      runningCount: 0,
    });
  });

  it('returns tags only on request, with those of CloudFormation', async () => {
    const { cluster, service } = seedService('tagged');
    expect((await describeOne('tagged')).tags).toBeUndefined();
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({
        cluster,
        services: [service.physicalId],
        include: ['TAGS'],
      }),
    );
    expect(services[0].tags).toEqual(
      expect.arrayContaining([
        { key: 'Environment', value: 'tagged' },
        { key: 'aws:cloudformation:stack-name', value: 'tagged' },
      ]),
    );
  });

  it('describes task definitions in the spelling of its API', async () => {
    seedTaskDefinition('spelt', 'nginx:1');
    seedTaskDefinition('spelt', 'nginx:2', 2);
    const { taskDefinition, tags } = await ecs.send(
      new DescribeTaskDefinitionCommand({
        taskDefinition: 'spelt',
        include: ['TAGS'],
      }),
    );
    expect(taskDefinition).toMatchObject({
      family: 'spelt',
      revision: 2,
      status: 'ACTIVE',
      networkMode: 'awsvpc',
      containerDefinitions: [
        {
          image: 'nginx:2',
          portMappings: [{ containerPort: 8080 }],
          dockerLabels: { Owner: 'web' },
          logConfiguration: { options: { 'awslogs-group': '/ecs/app' } },
        },
      ],
    });
    expect(tags).toEqual([{ key: 'Environment', value: 'spelt' }]);
  });

  it('lists page by page', async () => {
    const first = await ecs.send(new ListClustersCommand({ maxResults: 1 }));
    const second = await ecs.send(
      new ListClustersCommand({ maxResults: 1, nextToken: first.nextToken }),
    );
    expect(first.clusterArns).toHaveLength(1);
    expect(second.clusterArns).toHaveLength(1);
    expect(second.clusterArns).not.toEqual(first.clusterArns);
  });

  it('reports missing services as failures, and describes the others', async () => {
    const { cluster } = seedService('found');
    const answer = await ecs.send(
      new DescribeServicesCommand({ cluster, services: ['found', 'lost'] }),
    );
    expect(answer.services).toHaveLength(1);
    expect(answer.failures).toEqual([
      { arn: `${ARN}:service/lost`, reason: 'MISSING' },
    ]);
    await expect(
      ecs.send(
        new DescribeServicesCommand({ cluster: 'nowhere', services: ['x'] }),
      ),
    ).rejects.toMatchObject({ name: 'ClusterNotFoundException' });
    await expect(
      ecs.send(new UpdateServiceCommand({ cluster, service: 'lost' })),
    ).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
    await expect(
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'lost' })),
    ).rejects.toMatchObject({ name: 'ClientException' });
  });

  it('describes at most ten services in a call', async () => {
    const { cluster } = seedService('many');
    await expect(
      ecs.send(
        new DescribeServicesCommand({
          cluster,
          services: Array.from({ length: 11 }, (_, index) => `s${index}`),
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
