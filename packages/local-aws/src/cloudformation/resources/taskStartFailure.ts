import { countsAsFailed } from '../../services/ecs/countsAsFailed';
import { imagePullFailure } from '../../services/ecs/imagePullFailure';
import {
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, StoppedTasks } from '../../world/World';
import { type Candidate, having, textOf } from './Candidate';

/** `arn:aws:secretsmanager:region:account:secret:name-123456`, then `:key:stage:version`. */
const SECRET_ARN = /^(arn:[^:]*:secretsmanager:(?:[^:]*:){3}[^:]+):?([^:]*)/;

function secretFailure(candidate: Candidate, valueFrom: string) {
  // A name without `arn:` is a Parameter Store parameter, which is not imitated.
  const [, arn, key] = SECRET_ARN.exec(valueFrom) ?? [];
  if (arn === undefined) return undefined;
  const reference = `secretsmanager:${arn}${key ? `:SecretString:${key}` : ''}`;
  try {
    if (candidate.secrets.resolve(candidate.region, reference) !== undefined) {
      return undefined;
    }
  } catch {
    // The container agent's message for this case follows below.
  }
  return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${valueFrom} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`;
}

const logGroupFailure = (
  { world, region }: Candidate,
  container: Fields,
): string | undefined => {
  const { LogDriver, Options } = fieldsOf(container.LogConfiguration);
  const options = fieldsOf(Options);
  const group = stringOf(options['awslogs-group']);
  const isElsewhere =
    (stringOf(options['awslogs-region']) ?? region) !== region;
  return LogDriver !== 'awslogs' ||
    group === undefined ||
    isElsewhere ||
    String(options['awslogs-create-group']) === 'true' ||
    world.find(region, 'AWS::Logs::LogGroup', group)
    ? undefined
    : 'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1';
};

/** Whether tasks in a subnet reach a registry: by a default route, or by an endpoint of the registry. */
function reachesRegistry(
  candidate: Candidate,
  subnet: Resource,
  hasPublicAddress: boolean,
): boolean {
  const tables = having(
    candidate,
    'AWS::EC2::SubnetRouteTableAssociation',
    'SubnetId',
    subnet.physicalId,
  ).map(({ properties }) => properties.RouteTableId);
  const routes = having(
    candidate,
    'AWS::EC2::Route',
    'DestinationCidrBlock',
    '0.0.0.0/0',
  ).filter(({ properties }) => tables.includes(properties.RouteTableId));
  return (
    routes.some(
      ({ properties }) =>
        properties.GatewayId === undefined || hasPublicAddress,
    ) ||
    having(
      candidate,
      'AWS::EC2::VPCEndpoint',
      'VpcId',
      subnet.properties.VpcId,
    ).some(({ properties }) =>
      String(properties.ServiceName).endsWith('.ecr.dkr'),
    )
  );
}

function routeFailure(
  candidate: Candidate,
  images: readonly string[],
): string | undefined {
  const { world, region, properties } = candidate;
  const { Subnets, AssignPublicIp } = fieldsOf(
    fieldsOf(properties.NetworkConfiguration).AwsvpcConfiguration,
  );
  const subnets = stringsOf(Subnets).map(id =>
    world.find(region, 'AWS::EC2::Subnet', id),
  );
  const isCutOff =
    subnets.length > 0 &&
    subnets.every(
      subnet =>
        subnet &&
        !reachesRegistry(candidate, subnet, AssignPublicIp === 'ENABLED'),
    );
  return isCutOff && images.length > 0
    ? `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${images[0]}: failed to do request: dial tcp: i/o timeout`
    : undefined;
}

const definitionOf = (candidate: Candidate) =>
  candidate.world.find(
    candidate.region,
    'AWS::ECS::TaskDefinition',
    textOf(candidate, 'TaskDefinition') ?? '',
  )?.properties;

/**
 * Why no task of a service can start, as a stopped task reports it; undefined when tasks start.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function taskStartFailure(candidate: Candidate): string | undefined {
  if (textOf(candidate, 'DesiredCount') === '0') return undefined;
  const definition = definitionOf(candidate);
  const containers = listOf(definition?.ContainerDefinitions).map(fieldsOf);
  const secrets = stringsOf(
    containers.flatMap(({ Secrets }) =>
      listOf(Secrets).map(secret => fieldsOf(secret).ValueFrom),
    ),
  );
  const images = stringsOf(containers.map(({ Image }) => Image));
  return (
    secrets
      .map(secret => secretFailure(candidate, secret))
      .find(reason => reason !== undefined) ??
    images
      .map(image => imagePullFailure(candidate.world, image, definition))
      .find(reason => reason !== undefined) ??
    routeFailure(candidate, images) ??
    containers
      .map(container => logGroupFailure(candidate, container))
      .find(reason => reason !== undefined)
  );
}

/**
 * Whether the deployment fails by itself when its tasks stop like this: it has a circuit breaker, which counts them as failed.
 */
export const givesUp = (
  candidate: Candidate,
  stopCode: StoppedTasks['stopCode'],
): boolean => {
  const { properties } = candidate;
  const { DeploymentCircuitBreaker } = fieldsOf(
    properties.DeploymentConfiguration,
  );
  return (
    String(fieldsOf(DeploymentCircuitBreaker).Enable) === 'true' &&
    countsAsFailed(stopCode, properties, definitionOf(candidate))
  );
};
