import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Phase } from '../../faults/ResourceFault';
import { needsReplacement } from '../resources/needsReplacement';
import { propertyChanges } from '../schema/propertyChanges';
import { schemaOf } from '../schema/ResourceSchema';
import type { DependencyGraph } from '../template/dependencyGraph';
import { reportConfigured } from './reportConfigured';
import { type Plan, ResourcePlans } from './ResourcePlans';
import type { StackResource } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import type { Incarnation } from '../stacks/Incarnation';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

/** The steps of a stack operation on single resources. Each writes its events and returns whether it succeeded. */
export class ResourceSteps {
  private readonly plans: ResourcePlans;

  constructor(
    private readonly context: StackEngineContext,
    private readonly operation: StackOperation,
    private readonly deployment: Deployment,
    graph: DependencyGraph,
    during: Phase = 'deploy',
  ) {
    this.plans = new ResourcePlans({
      operation,
      deployment,
      graph,
      during,
      store: context.store,
    });
  }

  async create(logicalId: string): Promise<boolean> {
    const resource = this.resource(logicalId);
    return this.attempt(
      resource,
      'CREATE',
      'Resource creation cancelled',
      async () => {
        const plan = this.plans.plan(logicalId);
        this.operation.reportResource(resource, 'CREATE_IN_PROGRESS', {
          properties: plan.shown,
        });
        await this.make(resource, plan, 'CREATE_IN_PROGRESS');
        return plan.shown;
      },
    );
  }

  /** Updates a resource to the template; writes no event if nothing changes. */
  async update(logicalId: string): Promise<boolean> {
    const resource = this.resource(logicalId);
    const { current } = resource;
    if (!current) return this.create(logicalId);
    return this.attempt(
      resource,
      'UPDATE',
      'Resource update cancelled',
      async () => {
        const plan = this.plans.plan(logicalId);
        const schema = schemaOf(resource.type);
        const changes = propertyChanges(
          schema,
          current.properties,
          plan.properties,
        );
        const isRetagged =
          schema.tags !== undefined &&
          !isDeepStrictEqual(current.stackTags, plan.stackTags);
        if (changes.length === 0 && !isRetagged && isSound(resource)) {
          resource.current = { ...current, ...plan };
          return undefined;
        }
        this.operation.stack.update?.touched.add(logicalId);
        if (needsReplacement(resource.type, changes)) {
          await this.replace(resource, current, plan);
        } else {
          this.operation.reportResource(resource, 'UPDATE_IN_PROGRESS', {
            properties: plan.shown,
          });
          const next = { ...current, ...plan };
          resource.current = next;
          await this.context.provider.update(
            this.plans.work(resource, next),
            current.world,
          );
        }
        return plan.shown;
      },
    );
  }

  /** Restores a resource to its state before an update. */
  async restore(logicalId: string, before: Incarnation): Promise<boolean> {
    const resource = this.resource(logicalId);
    return this.attempt(
      resource,
      'UPDATE',
      'Resource update cancelled',
      async () => {
        this.operation.reportResource(resource, 'UPDATE_IN_PROGRESS', {
          physicalId: before.ref,
          properties: before.shown,
        });
        const { current } = resource;
        if (current && current.world !== before.world) {
          this.operation.stack.update?.obsolete.push({
            logicalId,
            incarnation: current,
            isReplaced: true,
          });
        } else {
          await this.context.provider.update(
            this.plans.work(resource, before),
            before.world,
          );
        }
        resource.current = before;
        resource.physicalId = before.ref;
        return before.shown;
      },
    );
  }

  /** @param incarnation - the physical resource to remove; a logical id may have had several. */
  async remove(
    resource: StackResource,
    incarnation: Incarnation,
  ): Promise<boolean> {
    const physicalId = incarnation.ref;
    const details = { physicalId, properties: incarnation.shown };
    try {
      this.operation.reportResource(resource, 'DELETE_IN_PROGRESS', details);
      await this.context.provider.delete(
        this.plans.work(resource, incarnation),
        incarnation.world,
      );
      this.operation.reportResource(resource, 'DELETE_COMPLETE', details);
      if (resource.current === incarnation) resource.current = undefined;
      return true;
    } catch (error) {
      if (this.operation.signal.aborted) return false;
      this.operation.reportResource(resource, 'DELETE_FAILED', {
        ...details,
        reason: (error as Error).message,
      });
      return false;
    }
  }

  resource(logicalId: string): StackResource {
    const { resources } = this.operation.stack;
    const { type } = this.deployment.template.resources[logicalId];
    const existing = resources.get(logicalId);
    // A resource that was never created may have another type by now.
    if (existing && (existing.current || existing.type === type)) {
      return existing;
    }
    const resource: StackResource = {
      logicalId,
      type,
      status: 'CREATE_IN_PROGRESS',
      updatedAt: this.context.world.now(),
    };
    resources.set(logicalId, resource);
    return resource;
  }

  private async replace(
    resource: StackResource,
    current: Incarnation,
    plan: Plan,
  ): Promise<void> {
    this.operation.reportResource(resource, 'UPDATE_IN_PROGRESS', {
      reason:
        'Requested update requires the creation of a new physical resource; hence creating one.',
      properties: plan.shown,
    });
    await this.make(resource, plan, 'UPDATE_IN_PROGRESS', current);
  }

  private async make(
    resource: StackResource,
    plan: Plan,
    status: string,
    replaced?: Incarnation,
  ): Promise<void> {
    const seed = randomUUID();
    const { logicalId } = resource;
    const work = {
      ...this.plans.work(resource, { ...plan, seed }),
      replaced: replaced?.world,
    };
    await this.context.provider.create(work, (world, ref) => {
      if (replaced) {
        this.operation.stack.update?.obsolete.push({
          logicalId,
          incarnation: replaced,
          isReplaced: true,
        });
      }
      resource.current = { ...plan, world, ref, seed };
      resource.physicalId = ref;
      this.operation.reportResource(resource, status, {
        reason: 'Resource creation Initiated',
        properties: plan.shown,
      });
    });
  }

  /** Runs a step and writes its events; a step that returns no properties had nothing to do and writes none. */
  private async attempt(
    resource: StackResource,
    verb: 'CREATE' | 'UPDATE',
    whenCancelled: string,
    step: () => Promise<string | undefined>,
  ): Promise<boolean> {
    try {
      const properties = await step();
      if (properties !== undefined) {
        reportConfigured(
          this.operation,
          this.deployment,
          resource,
          verb,
          properties,
        );
        this.operation.reportResource(resource, `${verb}_COMPLETE`, {
          properties,
        });
      }
      return true;
    } catch (error) {
      // Every failed resource must be restored, even if it failed before anything was done to it.
      this.operation.stack.update?.touched.add(resource.logicalId);
      this.operation.reportResource(resource, `${verb}_FAILED`, {
        reason: this.operation.signal.aborted
          ? whenCancelled
          : (error as Error).message,
      });
      return false;
    }
  }
}

/** A resource whose last change failed is updated again even if nothing about it changed. */
function isSound({ status }: StackResource): boolean {
  return !status.endsWith('_FAILED');
}
