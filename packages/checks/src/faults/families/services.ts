import type { Fault } from '@streamflix/local-aws';
import type { Attempt, Family, Scenario } from '../Scenario';
import { running } from './steps';

/** Slow enough that tasks are inspected before ECS gives up, four simulated minutes later. */
const speed = 50;

/** Behind a load balancer, whose health check the circuit breaker uses. The worker has none. */
const withService: Pick<Attempt, 'input'> = {
  input: { service: { enabled: true }, api: { kind: 'http' } },
};

const workerExits: Fault = {
  kind: 'stop-tasks',
  resource: 'Worker',
  reason: 'Essential container in task exited',
  stopCode: 'EssentialContainerExited',
  exitCode: 1,
};

const stops = (
  name: string,
  tasks: Pick<
    Extract<Fault, { kind: 'stop-tasks' }>,
    'reason' | 'stopCode' | 'exitCode' | 'resource'
  >,
  notice: RegExp,
  ...messages: readonly RegExp[]
): Scenario => ({
  name,
  operation: 'create',
  speed,
  attempts: [
    {
      do: 'create',
      ...(tasks.resource === 'Service' ? withService : {}),
      faults: [{ kind: 'stop-tasks', resource: 'Worker', ...tasks }],
      expects: 'rolled-back',
      stack: 'ROLLBACK_COMPLETE',
      notices: [notice],
      messages,
    },
  ],
});

export const services: Family = {
  name: 'services',
  scenarios: [
    stops(
      'the image of a service cannot be pulled, which is reported while it happens',
      {
        reason:
          'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/worker:1: not found',
      },
      /^Tasks of Worker stop: CannotPullContainerError/,
      /^Worker \(AWS::ECS::Service\): The image has no such tag or digest\. Check the image’s tag/m,
    ),
    stops(
      'the container of a service exits at once',
      {
        resource: 'Service',
        reason: 'Essential container in task exited',
        stopCode: 'EssentialContainerExited',
        exitCode: 1,
      },
      /^Tasks of Service stop: .*Essential container in task exited/,
      /The container starts and exits by itself\. Look at its log/,
    ),
    stops(
      'the targets of a service fail their health check',
      {
        resource: 'Service',
        reason:
          'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/abc/1)',
        stopCode: 'ServiceSchedulerInitiated',
      },
      /^Tasks of Service stop: Task failed ELB health checks/,
      /The tasks start, but do not pass their health check\. Check that the container listens/,
    ),
    stops(
      'the tasks of a service cannot read a secret',
      {
        reason:
          "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-central-1:000000000000:secret:streamflix/api-keys from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      },
      /^Tasks of Worker stop: ResourceInitializationError/,
      /A secret that the environment names does not exist in this region\. Check its name and region/,
    ),
    stops(
      'the registry of an image is unreachable',
      {
        reason:
          'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref images.example.com/worker:1: failed to do request: Head "https://images.example.com/v2/worker/manifests/1": dial tcp 203.0.113.7:443: i/o timeout',
      },
      /dial tcp/,
      /The tasks cannot reach the image registry\. Check that the private subnets have a route out/,
    ),
    {
      name: 'a new version of a service does not stay up, and the old one continues',
      operation: 'change',
      speed,
      attempts: [
        { ...running, ...withService },
        {
          do: 'change',
          input: {
            service: { enabled: true, cpu: 1024, memory: 2048 },
            api: { kind: 'http' },
          },
          faults: [
            {
              kind: 'stop-tasks',
              resource: 'Service',
              reason: 'OutOfMemoryError: Container killed due to memory usage',
              stopCode: 'EssentialContainerExited',
              exitCode: 137,
            },
          ],
          expects: 'rolled-back',
          stack: 'UPDATE_ROLLBACK_COMPLETE',
          notices: [/^Tasks of Service stop: .*OutOfMemoryError/],
          messages: [
            /^Environment abc in eu-central-1 could not be changed and is as it was before\.$/m,
            /The container needed more memory than its task has\. Raise the memory of the task/,
          ],
        },
      ],
    },
    {
      name: 'the container of a worker exits repeatedly, which no circuit breaker sees: it is reported, and cancelled',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          faults: [workerExits],
          meanwhile: [
            { at: { notice: /^Tasks of Worker stop/ }, do: 'cancel' },
          ],
          expects: 'cancelled',
          stack: 'absent',
          notices: [
            /Essential container in task exited/,
            /^Cancelling the creation: CloudFormation deletes/,
          ],
          messages: [/nothing is left of it\.$/],
        },
      ],
    },
    {
      name: 'the container of a worker exits repeatedly until CloudFormation stops waiting',
      operation: 'create',
      // The three hours take 22 seconds.
      speed: 500,
      attempts: [
        {
          do: 'create',
          faults: [workerExits],
          expects: 'rolled-back',
          stack: 'ROLLBACK_COMPLETE',
          notices: [
            /^Tasks of Worker stop: .*Essential container in task exited/,
          ],
          messages: [
            /The container starts and exits by itself\. Look at its log/,
          ],
        },
      ],
    },
    {
      name: 'a service never stabilises: it is reported meanwhile, and cancelled',
      operation: 'create',
      speed: 600,
      attempts: [
        {
          do: 'create',
          faults: [
            {
              kind: 'hang-resource',
              operation: 'create',
              resource: 'Worker',
              reason:
                '(service worker) was unable to place a task because no container instance met all of its requirements.',
            },
          ],
          meanwhile: [
            { at: { notice: /^Tasks of Worker stop/ }, do: 'cancel' },
          ],
          expects: 'cancelled',
          stack: 'absent',
          notices: [
            /was unable to place a task/,
            /^Cancelling the creation: CloudFormation deletes/,
          ],
          messages: [/nothing is left of it\.$/],
        },
      ],
    },
  ],
};
