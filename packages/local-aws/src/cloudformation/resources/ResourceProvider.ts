import { typicalSeconds } from '@streamflix/backstage-plugin-streamflix-common';
import type { ResourceFault, ResourceFaults } from '../../faults/ResourceFault';
import { ResourceFailure } from '../../faults/ResourceFailure';
import type { Authorizer } from '../../iam/Authorizer';
import type { EngineCatalog } from '../../services/engines/EngineCatalog';
import type { IamStore } from '../../services/iam/IamStore';
import { describeExceeded, type Quotas } from '../../world/Quotas';
import type { Resource, World } from '../../world/World';
import { checkProperties, describeProblem } from '../schema/checkProperties';
import { attributesOf, identifiersOf } from './attributesOf';
import type { Candidate } from './Candidate';
import { violatedConstraint } from './constraints';
import { deletionObstacle } from './deletionObstacle';
import { describeNameConflict, nameConflict } from './nameConflict';
import { failureOf, Readiness } from './Readiness';
import type { Scheduler } from './Scheduler';
import type { SecretReader } from './SecretReader';
import { violatedRule } from './rules/violatedRule';
import { unresolvedReference } from './unresolvedReference';
import { ValueGenerator } from './ValueGenerator';
import { withStackTags } from './withStackTags';
import type { Work } from './Work';

export interface ResourceProviderOptions {
  readonly world: World;
  readonly scheduler: Scheduler;
  readonly secrets: SecretReader;
  readonly faults: ResourceFaults;
  readonly engines: EngineCatalog;
  readonly quotas: Quotas;
  /** The roles and policies of the account. */
  readonly iam?: Pick<IamStore, 'role' | 'policy'>;
  /** Evaluates what CloudFormation may do for its caller. */
  readonly authorizer?: Authorizer;
  /** Regions that may contain resources. */
  regions(): readonly string[];
}

/** Seconds a request to a service takes before the operation starts. */
const CALL_SECONDS = 1;

/** @throws ResourceFailure when the fault applies before anything is created or changed */
function refuse(fault: ResourceFault | undefined): void {
  if (fault?.kind === 'fail' && fault.when === 'before') throw failureOf(fault);
}

/** Creates, updates and deletes resources in the world, like CloudFormation's resource handlers. */
export class ResourceProvider {
  private readonly readiness: Readiness;

  constructor(private readonly options: ResourceProviderOptions) {
    const { world, scheduler } = options;
    this.readiness = new Readiness(world, scheduler, work =>
      this.candidate(work),
    );
  }

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
    this.checkSchema(work);
    await this.authorize(work, 'create');
    // From here to `world.add` nothing waits: of two resources that exclude each other, the second sees the first.
    this.checkRules(work, 'create');
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
    this.refuseExcess(work);
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
      ...this.readiness.obstacles(work, fault),
      createdAt: now,
      updatedAt: now,
    };
    world.add(resource);
    onCreated(resource, ref);
    await this.readiness.waitUntilReady(
      resource,
      work,
      fault,
      typicalSeconds(schema.type, 'create'),
    );
  }

  /** Updates the resource to the given properties. Throws as `create` does. */
  async update(work: Work, resource: Resource): Promise<void> {
    const { scheduler, world } = this.options;
    const fault = this.fault(work, 'update');
    await scheduler.sleep(CALL_SECONDS * work.pace, work.signal);
    refuse(fault);
    this.checkSchema(work);
    await this.authorize(work, 'update', resource);
    this.checkRules(work, 'update', resource.properties);
    const { schema } = work;
    world.update(resource, {
      phase: 'updating',
      properties: withStackTags(schema, work.properties, work.stackTags),
      attributes: attributesOf(schema, this.generator(work), String(work.ref)),
      ...this.readiness.obstacles(work, fault),
      updatedAt: world.now(),
    });
    await this.readiness.waitUntilReady(
      resource,
      work,
      fault,
      typicalSeconds(schema.type, 'update'),
    );
  }

  /** Deletes the resource; succeeds if it no longer exists. Throws as `create` does. */
  async delete(work: Work, resource: Resource): Promise<void> {
    const { scheduler, world } = this.options;
    const fault = this.fault(work, 'delete');
    await scheduler.sleep(CALL_SECONDS * work.pace, work.signal);
    await this.authorize(work, 'delete', resource);
    const obstacle = deletionObstacle(world, resource);
    if (obstacle) throw obstacle;
    const before = resource.phase;
    const seconds = typicalSeconds(work.schema.type, 'delete') * work.pace;
    world.update(resource, { phase: 'deleting' });
    try {
      await this.readiness.wait(seconds, fault, work);
    } catch (error) {
      world.update(resource, { phase: before });
      throw error;
    }
    world.remove(resource);
  }

  /** @throws ResourceFailure when the region has as many resources of the type as the account may have */
  private refuseExcess({ region, schema: { type } }: Work): void {
    const { world, quotas } = this.options;
    if (world.list(region, type).length < quotas.binding(region, type)) return;
    throw ResourceFailure.fromHandler(
      describeExceeded(type),
      'ServiceLimitExceeded',
    );
  }

  /** @throws ResourceFailure when the caller or the service role may not do what the handler does */
  private async authorize(
    work: Work,
    operation: 'create' | 'update' | 'delete',
    resource?: Resource,
  ): Promise<void> {
    const { authorizer, world } = this.options;
    if (!authorizer) return;
    const { schema, region, properties, stackTags, stackId, roleArn } = work;
    const before = resource?.properties;
    const failure = await authorizer.handlerRefusal({
      operation,
      stackId,
      roleArn,
      before,
      subject: {
        type: schema.type,
        region,
        accountId: world.accountId,
        properties:
          operation === 'delete' && before
            ? before
            : withStackTags(schema, properties, stackTags),
        attributes: resource?.attributes ?? {},
        physicalId: resource?.physicalId,
      },
    });
    if (failure) throw failure;
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

  private checkSchema(work: Work): void {
    const problems = checkProperties(work.schema, work.properties);
    if (problems.length > 0) {
      throw new ResourceFailure(
        `Properties validation failed for resource ${
          work.logicalId
        } with message:\n${problems.map(describeProblem).join('\n')}`,
      );
    }
  }

  /** What the service checks before it starts. */
  private checkRules(
    work: Work,
    operation: 'create' | 'update',
    before?: Resource['properties'],
  ): void {
    const candidate = { ...this.candidate(work), before };
    const failure =
      unresolvedReference(work.properties, work.region, this.options.secrets) ??
      violatedConstraint(candidate, operation) ??
      violatedRule(candidate, operation);
    if (failure) throw failure;
  }

  private candidate(work: Work): Candidate {
    return { ...this.options, ...work, regions: this.options.regions() };
  }
}
