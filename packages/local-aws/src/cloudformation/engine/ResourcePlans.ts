import type { Phase } from '../../faults/ResourceFault';
import type { Work } from '../resources/Work';
import { schemaOf } from '../schema/ResourceSchema';
import type { DependencyGraph } from '../template/dependencyGraph';
import { resolveProperties } from '../stacks/resolveProperties';
import type { StackResource } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import type { Incarnation } from '../stacks/Incarnation';
import type { StackOperation } from './StackOperation';
import { stackScope } from '../stacks/stackScope';
import type { StackStore } from '../stacks/StackStore';

/** The desired state of a resource. */
export type Plan = Omit<Incarnation, 'world' | 'ref' | 'seed'>;

export interface ResourcePlansOptions {
  readonly store: StackStore;
  readonly operation: StackOperation;
  readonly deployment: Deployment;
  readonly graph: DependencyGraph;
  readonly during: Phase;
}

/** Resolves the desired state of a resource from the template, once its dependencies exist. */
export class ResourcePlans {
  constructor(private readonly options: ResourcePlansOptions) {}

  /** @throws AwsError when a function cannot be evaluated. */
  plan(logicalId: string): Plan {
    const { store, operation, deployment, graph } = this.options;
    const { stack } = operation;
    const definition = deployment.template.resources[logicalId];
    return {
      definition,
      ...resolveProperties(
        schemaOf(definition.type),
        definition,
        isShown => stackScope(stack, deployment, store, isShown),
        deployment,
      ),
      stackTags: deployment.tags,
      dependencies: graph.get(logicalId) ?? new Set(),
    };
  }

  /** The operation that brings a resource to its desired state. */
  work(
    { logicalId, type }: StackResource,
    planned: Plan & { readonly seed: string; readonly ref?: string },
  ): Work {
    const { operation, deployment, during } = this.options;
    const { stack, signal } = operation;
    const { properties, stackTags, seed, ref } = planned;
    return {
      logicalId,
      properties,
      stackTags,
      seed,
      ref,
      during,
      signal,
      schema: schemaOf(type),
      region: stack.region,
      stackId: stack.id,
      stackName: stack.name,
      roleArn: deployment.roleArn,
      pace: deployment.mode === 'EXPRESS' ? 0.25 : 1,
    };
  }
}
