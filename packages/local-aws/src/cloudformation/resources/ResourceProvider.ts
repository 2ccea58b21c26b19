import type {
  Phase,
  ResourceFault,
  ResourceFaults,
} from '../../faults/ResourceFault';
import type { Resource, StoppedTasks, World } from '../../world/World';
import { checkProperties, describeProblem } from '../schema/checkProperties';
import type { ResourceSchema } from '../schema/ResourceSchema';
import type { SecretReader } from './SecretReader';
import type { Scheduler } from './Scheduler';
import { attributesOf, identifiersOf } from './attributesOf';
import type { Candidate } from './Candidate';
import { violatedConstraint } from './constraints';
import { deletionObstacle } from './deletionObstacle';
import { durationOf } from './durations';
import type { EngineCatalog } from '../../services/engines/EngineCatalog';
import { ValueGenerator } from './ValueGenerator';
import { describeNameConflict, nameConflict } from './nameConflict';
import { ResourceFailure } from '../../faults/ResourceFailure';
import { givesUp, taskStartFailure } from './taskStartFailure';
import { unresolvedReference } from './unresolvedReference';
import { withStackTags } from './withStackTags';

export interface ResourceProviderOptions {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly secrets: SecretReader;
  readonly faults: ResourceFaults;
  readonly engines: EngineCatalog;
  /** Regions that may contain resources. */
  regions(): readonly string[];
}

/** One operation on one resource. */
export interface Work {
  readonly schema: ResourceSchema;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Resolved, with the types of the schema; without the stack's tags. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackTags: Readonly<Record<string, string>>;
  /** See `ValueGenerator`. */
  readonly seed: string;
  readonly during: Phase;
  /** Fraction of the usual duration; below 1 if CloudFormation does not wait for readiness. */
  readonly pace: number;
  readonly signal: AbortSignal;
  /** What `Ref` returns, for a resource that exists. */
  readonly ref?: string;
  /** The resource that the new one replaces. */
  readonly replaced?: Resource;
}

/** Seconds a request to a service takes before the operation starts. */
const CALL_SECONDS = 1;
/**
 * Seconds until the circuit breaker of a service acts whose tasks do not start or keep stopping, or CloudFormation stops waiting.
 */
const BREAKER_SECONDS = 240;
const STABILISATION_SECONDS = 3 * 60 * 60;

const failureOf = ({
  reason,
  code,
}: Extract<ResourceFault, { kind: 'fail' }>): ResourceFailure =>
  code === undefined
    ? new ResourceFailure(reason)
    : ResourceFailure.fromHandler(reason, code);

/** @throws ResourceFailure when the fault applies before anything is created or changed */
function refuse(fault: ResourceFault | undefined): void {
  if (fault?.kind === 'fail' && fault.when === 'before') throw failureOf(fault);
}

/** Creates, updates and deletes resources in the world, like CloudFormation's resource handlers. */
export class ResourceProvider {
  constructor(private readonly options: ResourceProviderOptions) {}

  /**
   * @param onCreated - called with what `Ref` returns as soon as the resource exists, long before it is ready.
   * @throws ResourceFailure with AWS's reason; the signal's reason when it is aborted.
   */
  async create(
    work: Work,
    onCreated: (resource: Resource, ref: string) => void,
  ): Promise<void> {
    const { scheduler, world } = this.options;
    const fault = this.fault(work, 'create');
    await scheduler.sleep(CALL_SECONDS * work.pace, work.signal);
    refuse(fault);
    this.validate(work, 'create');
    const { schema, region, properties } = work;
    const generator = this.generator(work);
    const { ref, physicalId } = identifiersOf(schema, generator);
    const conflict = nameConflict({
      world,
      schema,
      region,
      properties,
      physicalId,
      regions: this.options.regions(),
    });
    if (conflict && conflict === work.replaced) {
      throw new ResourceFailure(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${conflict.physicalId} and update the stack again.`,
      );
    }
    if (conflict) {
      throw ResourceFailure.fromHandler(
        describeNameConflict(schema.type, conflict.physicalId),
        'AlreadyExists',
      );
    }
    const now = world.now();
    const resource: Resource = {
      accountId: world.accountId,
      region,
      type: schema.type,
      physicalId,
      stackId: work.stackId,
      logicalId: work.logicalId,
      properties: withStackTags(schema, properties, work.stackTags),
      attributes: attributesOf(schema, generator, ref),
      phase: 'creating',
      ...this.obstacles(work, fault),
      createdAt: now,
      updatedAt: now,
    };
    world.add(resource);
    onCreated(resource, ref);
    await this.waitUntilReady(
      resource,
      work,
      fault,
      durationOf(schema.type).create,
    );
  }

  /** Updates the resource to the given properties. Throws as `create` does. */
  async update(work: Work, resource: Resource): Promise<void> {
    const { scheduler, world } = this.options;
    const fault = this.fault(work, 'update');
    await scheduler.sleep(CALL_SECONDS * work.pace, work.signal);
    refuse(fault);
    this.validate(work, 'update', resource.properties);
    const { schema } = work;
    world.update(resource, {
      phase: 'updating',
      properties: withStackTags(schema, work.properties, work.stackTags),
      attributes: attributesOf(schema, this.generator(work), String(work.ref)),
      ...this.obstacles(work, fault),
      updatedAt: world.now(),
    });
    await this.waitUntilReady(
      resource,
      work,
      fault,
      durationOf(schema.type).update,
    );
  }

  /** Deletes the resource; succeeds if it no longer exists. Throws as `create` does. */
  async delete(work: Work, resource: Resource): Promise<void> {
    const { scheduler, world } = this.options;
    const fault = this.fault(work, 'delete');
    await scheduler.sleep(CALL_SECONDS * work.pace, work.signal);
    const obstacle = deletionObstacle(world, resource);
    if (obstacle) throw obstacle;
    const before = resource.phase;
    const seconds = durationOf(work.schema.type).delete * work.pace;
    world.update(resource, { phase: 'deleting' });
    try {
      await this.wait(seconds, fault, work);
    } catch (error) {
      world.update(resource, { phase: before });
      throw error;
    }
    world.remove(resource);
  }

  private fault(
    { region, stackName, logicalId, schema, during }: Work,
    operation: 'create' | 'update' | 'delete',
  ): ResourceFault | undefined {
    return this.options.faults.onResource({
      region,
      stackName,
      logicalId,
      during,
      operation,
      type: schema.type,
    });
  }

  private generator(work: Work): ValueGenerator {
    return new ValueGenerator({ ...work, world: this.options.world });
  }

  /** All checks of a handler before it starts. */
  private validate(
    work: Work,
    operation: 'create' | 'update',
    before?: Resource['properties'],
  ): void {
    const problems = checkProperties(work.schema, work.properties);
    if (problems.length > 0) {
      throw new ResourceFailure(
        `Properties validation failed for resource ${
          work.logicalId
        } with message:\n${problems.map(describeProblem).join('\n')}`,
      );
    }
    const failure =
      unresolvedReference(work.properties, work.region, this.options.secrets) ??
      violatedConstraint({ ...this.candidate(work), before }, operation);
    if (failure) throw failure;
  }

  private candidate(work: Work): Candidate {
    return { ...this.options, ...work, regions: this.options.regions() };
  }

  /** Why the resource will not become ready, as its own service reports it. */
  private obstacles(
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
  private async waitUntilReady(
    resource: Resource,
    work: Work,
    fault: ResourceFault | undefined,
    seconds: number,
  ): Promise<void> {
    const { world } = this.options;
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
      await this.options.scheduler.sleep(BREAKER_SECONDS, work.signal);
      throw ResourceFailure.fromHandler(
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        'GeneralServiceException',
      );
    }
    await this.options.scheduler.sleep(STABILISATION_SECONDS, work.signal);
    throw ResourceFailure.fromHandler(
      'Exceeded attempts to wait',
      'NotStabilized',
    );
  }

  private async wait(
    seconds: number,
    fault: ResourceFault | undefined,
    { signal }: Work,
  ): Promise<void> {
    const { scheduler } = this.options;
    if (fault?.kind === 'stall') await scheduler.sleep(Infinity, signal);
    if (fault?.kind === 'fail') {
      await scheduler.sleep(fault.afterSeconds ?? seconds / 2, signal);
      throw failureOf(fault);
    }
    await scheduler.sleep(seconds, signal);
  }
}
