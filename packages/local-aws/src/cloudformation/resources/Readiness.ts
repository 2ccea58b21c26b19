import type { ResourceFault } from '../../faults/ResourceFault';
import { ResourceFailure } from '../../faults/ResourceFailure';
import type { Resource, StoppedTasks, World } from '../../world/World';
import type { Candidate } from './Candidate';
import type { Scheduler } from './Scheduler';
import { givesUp, taskStartFailure } from './taskStartFailure';
import type { Work } from './Work';

/**
 * Seconds until the circuit breaker of a service acts whose tasks do not start or keep stopping, or CloudFormation stops waiting.
 */
const BREAKER_SECONDS = 240;
const STABILISATION_SECONDS = 3 * 60 * 60;

/** The failure that a fault asks for. */
export const failureOf = ({
  reason,
  code,
}: Extract<ResourceFault, { kind: 'fail' }>): ResourceFailure =>
  code === undefined
    ? new ResourceFailure(reason)
    : ResourceFailure.fromHandler(reason, code);

/** A resource's way from the start of an operation to its end. */
export class Readiness {
  constructor(
    private readonly world: World,
    private readonly scheduler: Scheduler,
    private readonly candidate: (work: Work) => Candidate,
  ) {}

  /** Why the resource will not become ready, as its own service reports it. */
  obstacles(
    work: Work,
    fault: ResourceFault | undefined,
  ): Pick<Resource, 'reason' | 'stoppedTasks'> {
    const stoppedTasks =
      work.schema.type === 'AWS::ECS::Service'
        ? this.stoppedTasks(work, fault)
        : undefined;
    const stalled = fault?.kind === 'stall' ? fault.reason : undefined;
    return { stoppedTasks, reason: stoppedTasks?.reason ?? stalled };
  }

  private stoppedTasks(
    work: Work,
    fault: ResourceFault | undefined,
  ): StoppedTasks | undefined {
    if (fault?.kind === 'stop-tasks') return fault.tasks;
    const reason = taskStartFailure(this.candidate(work));
    return reason === undefined
      ? undefined
      : { reason, stopCode: 'TaskFailedToStart' };
  }

  /** Waits until the resource is ready, or fails. */
  async waitUntilReady(
    resource: Resource,
    work: Work,
    fault: ResourceFault | undefined,
    seconds: number,
  ): Promise<void> {
    const { world } = this;
    const { reason, stoppedTasks } = resource;
    try {
      if (stoppedTasks) await this.waitForTasks(work, stoppedTasks.stopCode);
      else await this.wait(seconds * work.pace, fault, work);
    } catch (error) {
      const failure =
        error instanceof ResourceFailure ? error.message : undefined;
      world.update(resource, { phase: 'failed', reason: reason ?? failure });
      throw error;
    }
    world.update(resource, { phase: 'available' });
  }

  private async waitForTasks(
    work: Work,
    stopCode: StoppedTasks['stopCode'],
  ): Promise<never> {
    if (givesUp(this.candidate(work), stopCode)) {
      await this.scheduler.sleep(BREAKER_SECONDS, work.signal);
      throw ResourceFailure.fromHandler(
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        'GeneralServiceException',
      );
    }
    await this.scheduler.sleep(STABILISATION_SECONDS, work.signal);
    throw ResourceFailure.fromHandler(
      'Exceeded attempts to wait',
      'NotStabilized',
    );
  }

  /** Waits for this many seconds, unless a fault says otherwise. */
  async wait(
    seconds: number,
    fault: ResourceFault | undefined,
    { signal }: Work,
  ): Promise<void> {
    const { scheduler } = this;
    if (fault?.kind === 'stall') await scheduler.sleep(Infinity, signal);
    if (fault?.kind === 'fail') {
      await scheduler.sleep(fault.afterSeconds ?? seconds / 2, signal);
      throw failureOf(fault);
    }
    await scheduler.sleep(seconds, signal);
  }
}
