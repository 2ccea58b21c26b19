import { nameOf } from '../../../services/ecs/clusters';
import {
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import {
  form,
  isSet,
  isTrue,
  range,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/';
const register = `${api}API_RegisterTaskDefinition.html`;
const create = `${api}API_CreateService.html`;
const sizes =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html';

const steps = (from: number, to: number, step: number) =>
  Array.from(
    { length: (to - from) / step + 1 },
    (_, index) => from + index * step,
  );

/** MiB by CPU units. */
const memories: Readonly<Record<string, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
  32768: [61_440, 122_880, 249_856],
};

/** `.5 vCPU` and `1 GB` are other forms of the same. */
const unitsOf = (text: string) =>
  /vcpu/i.test(text) ? Number.parseFloat(text) * 1024 : Number(text);
const mebibytesOf = (text: string) =>
  /gb/i.test(text) ? Number.parseFloat(text) * 1024 : Number(text);

const isFargate = ({ properties }: { properties: Readonly<Fields> }) =>
  stringsOf(properties.RequiresCompatibilities).includes('FARGATE');

const containersOf = ({ properties }: { properties: Readonly<Fields> }) =>
  listOf(properties.ContainerDefinitions).map(fieldsOf);

const size = rule(sizes, candidate => {
  if (!isFargate(candidate)) return undefined;
  const cpu = textOf(candidate, 'Cpu');
  const memory = textOf(candidate, 'Memory');
  if (cpu === undefined) {
    return "Fargate requires that 'cpu' be defined at the task level.";
  }
  if (memory === undefined) {
    return "Fargate requires that 'memory' be defined at the task level.";
  }
  return memories[unitsOf(cpu)]?.includes(mebibytesOf(memory))
    ? undefined
    : `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`;
});

const network = rule(sizes, candidate =>
  isFargate(candidate) && textOf(candidate, 'NetworkMode') !== 'awsvpc'
    ? "Fargate only supports network mode 'awsvpc'."
    : undefined,
);

const storage = rule(register, candidate => {
  const { SizeInGiB } = fieldsOf(candidate.properties.EphemeralStorage);
  return SizeInGiB === undefined ||
    (Number(SizeInGiB) >= 21 && Number(SizeInGiB) <= 200)
    ? undefined
    : `Invalid ephemeral storage size ${String(
        SizeInGiB,
      )}. It must be from 21 to 200 GiB.`;
});

const portMappings = rule(register, candidate => {
  if (textOf(candidate, 'NetworkMode') !== 'awsvpc') return undefined;
  const differs = containersOf(candidate)
    .flatMap(({ PortMappings }) => listOf(PortMappings).map(fieldsOf))
    .some(
      ({ HostPort, ContainerPort }) =>
        HostPort !== undefined && String(HostPort) !== String(ContainerPort),
    );
  return differs
    ? 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.'
    : undefined;
});

const logDriverOptions = ['awslogs-group', 'awslogs-region'];

const healthCheckRanges: Readonly<Record<string, readonly [number, number]>> = {
  Interval: [5, 300],
  Retries: [1, 10],
  StartPeriod: [0, 300],
  Timeout: [2, 120],
};

function problemOfContainer(
  container: Fields,
  candidate: Candidate,
): string | undefined {
  const name = stringOf(container.Name) ?? '';
  if (!/^[\w-]{1,255}$/.test(name)) {
    return 'Container name contains invalid characters: only letters, digits, hyphens and underscores are allowed.';
  }
  if (stringOf(container.Image) === undefined) {
    return 'Container.image should not be null or empty.';
  }
  const image = stringOf(container.Image) ?? '';
  if (/[\s]/.test(image) || /:$/.test(image) || /^https?:/.test(image)) {
    return `Container.image contains invalid characters: ${image}`;
  }
  const port = listOf(container.PortMappings)
    .map(each => Number(fieldsOf(each).ContainerPort))
    .find(each => !(each >= 0 && each <= 65_535));
  if (port !== undefined) {
    return `Invalid 'containerPort' setting for container '${name}': ${port}. It must be from 0 to 65535.`;
  }
  const health = fieldsOf(container.HealthCheck);
  if (health.Command !== undefined) {
    const [kind] = stringsOf(health.Command);
    if (!['CMD', 'CMD-SHELL', 'NONE'].includes(kind)) {
      return `Invalid health check command of container '${name}': it must start with CMD or CMD-SHELL.`;
    }
    const wrong = Object.entries(healthCheckRanges).find(
      ([field, [from, to]]) =>
        health[field] !== undefined &&
        !(Number(health[field]) >= from && Number(health[field]) <= to),
    );
    if (wrong) {
      return `Invalid health check ${
        wrong[0]
      } of container '${name}': it must be from ${wrong[1].join(' to ')}.`;
    }
  }
  const file = listOf(container.EnvironmentFiles)
    .map(each => stringOf(fieldsOf(each).Value) ?? '')
    .find(value => !/^arn:[\w-]+:s3:::.+\.env$/.test(value));
  if (file !== undefined) {
    return `Invalid environment file '${file}' of container '${name}': it must be the ARN of an S3 object that ends in .env.`;
  }
  const variables = [
    ...listOf(container.Environment),
    ...listOf(container.Secrets),
  ].map(each => String(fieldsOf(each).Name));
  if (new Set(variables).size < variables.length) {
    return `The secret name must be unique and not shared with any new or existing environment variables set on the container '${name}'.`;
  }
  if (isFargate(candidate) && String(container.Privileged) === 'true') {
    return `Invalid setting for container '${name}': Fargate does not support privileged.`;
  }
  if (isFargate(candidate) && Number(container.StopTimeout ?? 30) > 120) {
    return `Invalid 'stopTimeout' setting for container '${name}': Fargate allows 120 seconds at most.`;
  }
  const { LogDriver, Options } = fieldsOf(container.LogConfiguration);
  const isFree = !isFargate(candidate);
  const drivers = ['awslogs', 'splunk', 'awsfirelens'];
  if (
    !isFree &&
    LogDriver !== undefined &&
    !drivers.includes(String(LogDriver))
  ) {
    return `Log driver ${String(
      LogDriver,
    )} is not supported by Fargate. Supported log drivers are ${drivers.join(
      ', ',
    )}.`;
  }
  if (LogDriver === 'awslogs') {
    const missing = logDriverOptions.filter(
      option => fieldsOf(Options)[option] === undefined,
    );
    if (missing.length > 0) {
      return `Log driver awslogs requires options: ${missing.join(', ')}`;
    }
    if (!isFree && !isSet(candidate, 'ExecutionRoleArn')) {
      return 'Fargate requires task definition to have execution role ARN to support log driver awslogs.';
    }
  }
  if (
    listOf(container.Secrets).length > 0 &&
    !isSet(candidate, 'ExecutionRoleArn')
  ) {
    return 'When you are specifying container secrets, you must also specify a value for executionRoleArn.';
  }
  const volumes = listOf(candidate.properties.Volumes).map(
    each => fieldsOf(each).Name,
  );
  const unknown = listOf(container.MountPoints)
    .map(each => stringOf(fieldsOf(each).SourceVolume))
    .find(volume => volume !== undefined && !volumes.includes(volume));
  if (unknown !== undefined) return `Unknown volume '${unknown}'.`;
  if (Number(container.MemoryReservation) > Number(container.Memory)) {
    return `Invalid setting for container '${name}'. The memory reservation must not exceed the memory.`;
  }
  const total = textOf(candidate, 'Memory');
  return total !== undefined && Number(container.Memory) > mebibytesOf(total)
    ? `Invalid 'memory' setting for container '${name}': it exceeds the memory of the task.`
    : undefined;
}

/** Whether containers wait for one another in a circle. */
function waitsForItself(all: readonly Fields[]): boolean {
  const left = new Map(
    all.map(({ Name, DependsOn }) => [
      Name,
      listOf(DependsOn).map(each => fieldsOf(each).ContainerName),
    ]),
  );
  for (;;) {
    const free = [...left].find(([, others]) =>
      others.every(other => !left.has(other)),
    );
    if (!free) return left.size > 0;
    left.delete(free[0]);
  }
}

const containers = rule(register, candidate => {
  const all = containersOf(candidate);
  if (all.length === 0 || all.length > 10) {
    return all.length === 0
      ? 'Container list cannot be empty.'
      : 'A task definition can have at most 10 containers.';
  }
  const names = all.map(({ Name }) => stringOf(Name));
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) {
    return `Container names must be unique: '${repeated}' is used more than once.`;
  }
  if (all.every(({ Essential = true }) => String(Essential) === 'false')) {
    return 'Invalid setting for container: at least one container must be essential.';
  }
  const stranger = all
    .flatMap(({ DependsOn }) => listOf(DependsOn).map(fieldsOf))
    .map(({ ContainerName }) => stringOf(ContainerName))
    .find(name => !names.includes(name));
  if (stranger !== undefined) {
    return `Invalid 'dependsOn' setting for container: the container '${stranger}' does not exist.`;
  }
  const ports = all
    .flatMap(({ PortMappings }) => listOf(PortMappings))
    .flatMap(each => stringOf(fieldsOf(each).Name) ?? []);
  if (new Set(ports).size < ports.length) {
    return 'The names of port mappings must be unique within a task definition.';
  }
  if (waitsForItself(all)) {
    return "Invalid 'dependsOn' setting for container: the dependencies form a cycle.";
  }
  const unwatched = all
    .flatMap(({ DependsOn }) => listOf(DependsOn).map(fieldsOf))
    .filter(({ Condition }) => Condition === 'HEALTHY')
    .map(({ ContainerName }) => all.find(({ Name }) => Name === ContainerName))
    .find(each => each && each.HealthCheck === undefined);
  if (unwatched) {
    return `Invalid 'dependsOn' setting for container: the condition HEALTHY requires a health check of the container '${String(
      unwatched.Name,
    )}'.`;
  }
  const endless = all
    .flatMap(({ DependsOn }) => listOf(DependsOn).map(fieldsOf))
    .filter(({ Condition }) =>
      ['COMPLETE', 'SUCCESS'].includes(String(Condition)),
    )
    .map(({ ContainerName }) => all.find(({ Name }) => Name === ContainerName))
    .find(each => each && String(each.Essential ?? true) !== 'false');
  if (endless) {
    return `Invalid 'dependsOn' setting for container: the conditions COMPLETE and SUCCESS can't be set on the essential container '${String(
      endless.Name,
    )}'.`;
  }
  const routers = all.filter(each => each.FirelensConfiguration !== undefined);
  const isRouted = all.some(
    each => fieldsOf(each.LogConfiguration).LogDriver === 'awsfirelens',
  );
  if (routers.length > 1) {
    return 'At most one container can have a firelensConfiguration object.';
  }
  if ((routers.length === 1) !== isRouted) {
    return isRouted
      ? 'When a log configuration with the awsfirelens log driver is specified, one container must have a firelensConfiguration object.'
      : 'When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.';
  }
  const cpu = all.reduce((sum, each) => sum + Number(each.Cpu ?? 0), 0);
  const whole = textOf(candidate, 'Cpu');
  if (whole !== undefined && cpu > unitsOf(whole)) {
    return "Invalid 'cpu' setting for container: the total of the containers exceeds the CPU of the task.";
  }
  return all
    .map(each => problemOfContainer(each, candidate))
    .find(problem => problem !== undefined);
});

const definitionOf = (candidate: Candidate) => {
  const name = textOf(candidate, 'TaskDefinition') ?? '';
  return candidate.world
    .list(candidate.region, 'AWS::ECS::TaskDefinition')
    .find(
      ({ physicalId }) =>
        physicalId === name ||
        nameOf(physicalId).replace(/:\d+$/, '') === name ||
        nameOf(physicalId) === name,
    );
};

const loadBalanced = rule(create, candidate => {
  const definition = definitionOf(candidate);
  if (!definition) return undefined;
  for (const each of listOf(candidate.properties.LoadBalancers).map(fieldsOf)) {
    const { ContainerName, ContainerPort, TargetGroupArn } = each;
    const container = containersOf(definition).find(
      ({ Name }) => Name === ContainerName,
    );
    if (!container) {
      return `The container ${String(
        ContainerName,
      )} does not exist in the task definition.`;
    }
    const ports = listOf(container.PortMappings).map(mapping =>
      String(fieldsOf(mapping).ContainerPort),
    );
    if (!ports.includes(String(ContainerPort))) {
      return `The container ${String(
        ContainerName,
      )} did not have a container port ${String(ContainerPort)} defined.`;
    }
    const type =
      candidate.world.find(
        candidate.region,
        'AWS::ElasticLoadBalancingV2::TargetGroup',
        String(TargetGroupArn),
      )?.properties.TargetType ?? 'instance';
    if (textOf(definition, 'NetworkMode') === 'awsvpc' && type === 'instance') {
      return `The provided target group ${String(
        TargetGroupArn,
      )} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`;
    }
  }
  return undefined;
});

/** Capacity providers of a service's cluster. */
const providersOf = (candidate: Candidate): string[] => {
  const name = nameOf(textOf(candidate, 'Cluster') ?? 'default');
  const cluster = candidate.world.find(
    candidate.region,
    'AWS::ECS::Cluster',
    name,
  );
  return [
    ...stringsOf(cluster?.properties.CapacityProviders),
    ...candidate.world
      .list(candidate.region, 'AWS::ECS::ClusterCapacityProviderAssociations')
      .filter(each => nameOf(String(each.properties.Cluster)) === name)
      .flatMap(each => stringsOf(each.properties.CapacityProviders)),
  ];
};

const capacityProviders = rule(create, candidate => {
  const strategy = listOf(candidate.properties.CapacityProviderStrategy).map(
    each => stringOf(fieldsOf(each).CapacityProvider),
  );
  if (strategy.length > 0 && isSet(candidate, 'LaunchType')) {
    return 'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.';
  }
  const items = listOf(candidate.properties.CapacityProviderStrategy).map(
    fieldsOf,
  );
  if (items.filter(({ Base }) => Number(Base ?? 0) > 0).length > 1) {
    return 'A capacity provider strategy can only have one capacity provider with a base.';
  }
  if (
    items.length > 1 &&
    items.every(({ Weight }) => Number(Weight ?? 0) === 0)
  ) {
    return 'A capacity provider strategy must contain at least one capacity provider with a weight greater than 0.';
  }
  const known = providersOf(candidate);
  const stranger = strategy.find(
    each => each !== undefined && !known.includes(each),
  );
  return stranger === undefined
    ? undefined
    : `The specified capacity provider strategy contains the capacity provider ${stranger}, which is not associated with the cluster. Associate the capacity provider with the cluster and try again.`;
});

const existingProviders = rule(
  `${api}API_PutClusterCapacityProviders.html`,
  candidate => {
    const own = candidate.world
      .list(candidate.region, 'AWS::ECS::CapacityProvider')
      .map(({ physicalId }) => physicalId);
    const known = ['FARGATE', 'FARGATE_SPOT', ...own];
    const stranger = stringsOf(candidate.properties.CapacityProviders).find(
      each => !known.includes(each),
    );
    return stranger === undefined
      ? undefined
      : `The specified capacity provider '${stranger}' was not found.`;
  },
);

/** Service Connect offers ports by the names that the task definition gives them. */
const connectedPorts = rule(create, candidate => {
  const definition = definitionOf(candidate);
  if (!definition) return undefined;
  const names = containersOf(definition)
    .flatMap(({ PortMappings }) => listOf(PortMappings))
    .map(each => fieldsOf(each).Name);
  const { Services } = fieldsOf(
    candidate.properties.ServiceConnectConfiguration,
  );
  const stranger = listOf(Services)
    .map(each => fieldsOf(each).PortName)
    .find(name => !names.includes(name));
  return stranger === undefined
    ? undefined
    : `The portName '${String(
        stranger,
      )}' was not found in the task definition's port mappings.`;
});

/** ECS Exec needs a role for the agent in the task. */
const execRole = rule(create, candidate => {
  const definition = definitionOf(candidate);
  return definition &&
    isTrue(candidate, 'EnableExecuteCommand') &&
    definition.properties.TaskRoleArn === undefined
    ? "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again."
    : undefined;
});

const serviceNetwork = rule(create, candidate => {
  const definition = definitionOf(candidate);
  if (!definition) return undefined;
  const { Subnets } = fieldsOf(
    fieldsOf(candidate.properties.NetworkConfiguration).AwsvpcConfiguration,
  );
  if (
    textOf(definition, 'NetworkMode') === 'awsvpc' &&
    listOf(Subnets).length === 0
  ) {
    return "Network Configuration must be provided when networkMode 'awsvpc' is specified.";
  }
  return textOf(candidate, 'LaunchType') === 'FARGATE' && !isFargate(definition)
    ? 'Task definition does not support launch_type FARGATE.'
    : undefined;
});

/** A service that a scalable target names: `service/cluster/name`. */
const existingService = rule(
  'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  candidate => {
    const id = textOf(candidate, 'ResourceId') ?? '';
    const [kind, cluster, name] = id.split('/');
    if (textOf(candidate, 'ServiceNamespace') !== 'ecs') return undefined;
    const exists = candidate.world
      .list(candidate.region, 'AWS::ECS::Service')
      .some(
        ({ properties, attributes }) =>
          stringOf(attributes.Name) === name &&
          nameOf(stringOf(properties.Cluster) ?? 'default') === cluster,
      );
    return kind === 'service' && exists
      ? undefined
      : `ECS service doesn't exist: ${id}`;
  },
);

/** Elastic Container Service. */
export const ecsRules: ServiceRules = {
  service: 'Ecs',
  rules: {
    'AWS::ECS::TaskDefinition': [
      form(
        register,
        'Family',
        /^[\w-]{1,255}$/,
        () =>
          'Family contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.',
      ),
      network,
      size,
      portMappings,
      storage,
      containers,
    ],
    'AWS::ECS::Cluster': [
      form(
        `${api}API_CreateCluster.html`,
        'ClusterName',
        /^[\w-]{1,255}$/,
        () =>
          'Invalid cluster name. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.',
      ),
      rule(`${api}API_ClusterSetting.html`, ({ properties }) =>
        listOf(properties.ClusterSettings)
          .map(fieldsOf)
          .every(({ Value }) =>
            ['enabled', 'disabled', 'enhanced'].includes(String(Value)),
          )
          ? undefined
          : 'Invalid value for the setting containerInsights.',
      ),
      existingProviders,
    ],
    'AWS::ECS::ClusterCapacityProviderAssociations': [existingProviders],
    'AWS::ECS::Service': [
      form(
        create,
        'ServiceName',
        /^[\w-]{1,255}$/,
        () => 'Unable to create a service with an invalid name.',
      ),
      serviceNetwork,
      rule(create, ({ properties }) => {
        const { Type = 'ECS' } = fieldsOf(properties.DeploymentController);
        const breaker = fieldsOf(
          fieldsOf(properties.DeploymentConfiguration).DeploymentCircuitBreaker,
        );
        return Type !== 'ECS' && String(breaker.Enable) === 'true'
          ? 'The deployment circuit breaker can only be used for services with the deployment controller ECS.'
          : undefined;
      }),
      range(
        create,
        'DesiredCount',
        [0, 5000],
        value => `Invalid desired count ${value}. It must be from 0 to 5000.`,
      ),
      range(
        create,
        'HealthCheckGracePeriodSeconds',
        [0, 2_147_483_647],
        value => `Invalid health check grace period ${value}.`,
      ),
      rule(create, ({ properties }) => {
        const { Subnets, SecurityGroups } = fieldsOf(
          fieldsOf(properties.NetworkConfiguration).AwsvpcConfiguration,
        );
        if (listOf(Subnets).length > 16)
          return 'subnets can have at most 16 items.';
        return listOf(SecurityGroups).length > 5
          ? 'securityGroups can have at most 5 items.'
          : undefined;
      }),
      rule(create, ({ properties }) => {
        const {
          MinimumHealthyPercent: least = 100,
          MaximumPercent: most = 200,
        } = fieldsOf(properties.DeploymentConfiguration);
        return Number(most) <= 100 && Number(least) >= 100
          ? 'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.'
          : undefined;
      }),
      form(
        create,
        'PlatformVersion',
        /^(LATEST|1\.[0-4]\.0)$/,
        version => `The platform version ${version} does not exist.`,
      ),
      rule(create, candidate =>
        textOf(candidate, 'SchedulingStrategy') === 'DAEMON' &&
        textOf(candidate, 'LaunchType') === 'FARGATE'
          ? 'The daemon scheduling strategy is not supported for the Fargate launch type.'
          : undefined,
      ),
      loadBalanced,
      connectedPorts,
      execRole,
      capacityProviders,
      rule(create, candidate =>
        isSet(candidate, 'HealthCheckGracePeriodSeconds') &&
        listOf(candidate.properties.LoadBalancers).length === 0
          ? 'Health check grace period is only valid for services configured to use load balancers'
          : undefined,
      ),
    ],
  },
};

const scaling =
  'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html';

/** The intervals of a step policy follow each other, with at most one that is open at either end. */
function problemOfSteps(adjustments: readonly Fields[]): string | undefined {
  const intervals = adjustments
    .map(({ MetricIntervalLowerBound, MetricIntervalUpperBound }) => ({
      from: Number(MetricIntervalLowerBound ?? -Infinity),
      to: Number(MetricIntervalUpperBound ?? Infinity),
    }))
    .sort((one, other) => one.from - other.from);
  if (intervals.some(({ from, to }) => from >= to)) {
    return 'The lower bound of a step adjustment must be less than its upper bound';
  }
  const wrong = intervals
    .slice(1)
    .map(({ from }, index) => from - intervals[index].to)
    .find(gap => gap !== 0);
  if (wrong === undefined || Number.isNaN(wrong)) return undefined;
  return wrong < 0
    ? "StepAdjustment intervals can't overlap"
    : "There can't be a gap between StepAdjustment intervals";
}

/** The metric that a policy keeps at its target. */
const metricOf = ({
  properties,
}: Pick<Candidate, 'properties'>): string | undefined => {
  const { PredefinedMetricSpecification } = fieldsOf(
    properties.TargetTrackingScalingPolicyConfiguration,
  );
  return PredefinedMetricSpecification === undefined
    ? undefined
    : JSON.stringify(PredefinedMetricSpecification);
};

/** The configuration that each type of policy has. */
const configurations: Readonly<Record<string, string>> = {
  PredictiveScalingPolicyConfiguration: 'PredictiveScaling',
  StepScalingPolicyConfiguration: 'StepScaling',
  TargetTrackingScalingPolicyConfiguration: 'TargetTrackingScaling',
};

/** Application Auto Scaling. */
export const autoScalingRules: ServiceRules = {
  service: 'ApplicationAutoScaling',
  rules: {
    'AWS::ApplicationAutoScaling::ScalableTarget': [
      rule(
        'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
        candidate => {
          const { MinCapacity, MaxCapacity } = candidate.properties;
          if (Number(MinCapacity) < 0) {
            return 'Minimum capacity cannot be negative';
          }
          return Number(MaxCapacity) < Number(MinCapacity)
            ? 'Maximum capacity cannot be less than minimum capacity'
            : undefined;
        },
      ),
      rule(
        'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
        candidate => {
          const namespace = textOf(candidate, 'ServiceNamespace') ?? '';
          const dimension = textOf(candidate, 'ScalableDimension') ?? '';
          return dimension === '' || dimension.startsWith(`${namespace}:`)
            ? undefined
            : 'Unsupported service namespace, resource type or scalable dimension';
        },
      ),
      existingService,
    ],
    'AWS::ApplicationAutoScaling::ScalingPolicy': [
      rule(scaling, ({ properties }) => {
        const step = fieldsOf(properties.StepScalingPolicyConfiguration);
        const tracking = fieldsOf(
          properties.TargetTrackingScalingPolicyConfiguration,
        );
        const cooldowns = [
          step.Cooldown,
          tracking.ScaleInCooldown,
          tracking.ScaleOutCooldown,
        ];
        if (cooldowns.some(each => each !== undefined && Number(each) < 0)) {
          return 'Cooldown must be greater than or equal to 0';
        }
        return problemOfSteps(listOf(step.StepAdjustments).map(fieldsOf));
      }),
      rule(scaling, ({ properties }) => {
        const { PolicyType: type = 'StepScaling' } = properties;
        const given = Object.keys(configurations).filter(
          name => properties[name] !== undefined,
        );
        return given.every(name => configurations[name] === type)
          ? undefined
          : `${given[0]} must not be specified for the policy type ${String(
              type,
            )}`;
      }),
      rule(scaling, ({ properties }) => {
        if (properties.PolicyType !== 'TargetTrackingScaling') return undefined;
        const { PredefinedMetricSpecification, CustomizedMetricSpecification } =
          fieldsOf(properties.TargetTrackingScalingPolicyConfiguration);
        return (PredefinedMetricSpecification === undefined) ===
          (CustomizedMetricSpecification === undefined)
          ? 'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified'
          : undefined;
      }),
      rule(scaling, ({ properties }) => {
        const { PredefinedMetricType: metric } = fieldsOf(
          fieldsOf(properties.TargetTrackingScalingPolicyConfiguration)
            .PredefinedMetricSpecification,
        );
        const target = String(
          properties.ServiceNamespace ?? properties.ScalingTargetId ?? '',
        );
        return metric !== undefined &&
          /(^|\|)ecs(\||$)/.test(target) &&
          !/^(ECSService|ALBRequestCountPerTarget$)/.test(String(metric))
          ? `Predefined metric type ${String(
              metric,
            )} is not supported for service namespace ecs`
          : undefined;
      }),
      rule(scaling, candidate => {
        const { PredefinedMetricSpecification, TargetValue } = fieldsOf(
          candidate.properties.TargetTrackingScalingPolicyConfiguration,
        );
        const { PredefinedMetricType, ResourceLabel } = fieldsOf(
          PredefinedMetricSpecification,
        );
        if (
          PredefinedMetricType === 'ALBRequestCountPerTarget' &&
          ResourceLabel === undefined
        ) {
          return 'ResourceLabel is required for predefined metric type ALBRequestCountPerTarget';
        }
        return TargetValue !== undefined && !(Number(TargetValue) > 0)
          ? 'Target value must be greater than 0'
          : undefined;
      }),
      rule(scaling, candidate =>
        isSet(candidate, 'ScalingTargetId') ||
        ['ResourceId', 'ScalableDimension', 'ServiceNamespace'].every(name =>
          isSet(candidate, name),
        )
          ? undefined
          : 'Either ScalingTargetId or ResourceId, ScalableDimension and ServiceNamespace must be specified',
      ),
      rule(
        scaling,
        candidate => {
          const metric = metricOf(candidate);
          return metric !== undefined &&
            having(
              candidate,
              'AWS::ApplicationAutoScaling::ScalingPolicy',
              'ScalingTargetId',
              candidate.properties.ScalingTargetId,
            ).some(
              each =>
                metricOf(each) === metric &&
                each.properties.ResourceId === candidate.properties.ResourceId,
            )
            ? 'Only one TargetTrackingScaling policy for a given metric specification is allowed.'
            : undefined;
        },
        'create',
      ),
      rule(
        scaling,
        candidate =>
          having(
            candidate,
            'AWS::ApplicationAutoScaling::ScalingPolicy',
            'ScalingTargetId',
            candidate.properties.ScalingTargetId,
          ).some(
            ({ properties }) =>
              properties.PolicyName === candidate.properties.PolicyName,
          )
            ? `A scaling policy with the name ${textOf(
                candidate,
                'PolicyName',
              )} already exists for this target`
            : undefined,
        'create',
      ),
    ],
  },
};
