import { countsAsFailed } from '../../services/ecs/countsAsFailed';
import { imagePullFailure } from '../../services/ecs/imagePullFailure';
import { fieldsOf, listOf, stringsOf } from '../../world/values';
import type { StoppedTasks } from '../../world/World';
import { type Candidate, textOf } from './Candidate';

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
  const containers = listOf(definitionOf(candidate)?.ContainerDefinitions).map(
    fieldsOf,
  );
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
    images.map(imagePullFailure).find(reason => reason !== undefined)
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
