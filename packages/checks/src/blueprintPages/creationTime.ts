import { typicalSeconds } from '@streamflix/backstage-plugin-streamflix-common';
import { dependencyGraph, type Template } from '@streamflix/cdk-app/template';

/** How long CloudFormation takes to create a stack, in seconds. */
export interface CreationTime {
  /** Until the stack is complete. */
  complete: number;
  /** Until every ECS service is stable; undefined without services. */
  services?: number;
  /** Ids of the resources that determine it, first to last. */
  criticalPath: string[];
}

/**
 * The creation of a stack with maximum parallelism. Each resource starts when those it references or depends on are complete;
 * durations are typical ones.
 */
export function creationTime(template: Template): CreationTime {
  const { Resources } = template;
  const graph = dependencyGraph(template);
  const ends = new Map<string, number>();
  /** The resource of several that is complete last, with its time. */
  const last = (ids: Iterable<string>) =>
    [...ids]
      .map(id => ({ id, end: endOf(id) }))
      .reduce((a, b) => (b.end > a.end ? b : a), { id: '', end: 0 });
  function endOf(id: string): number {
    const end =
      ends.get(id) ??
      last(graph.get(id) ?? []).end +
        typicalSeconds(Resources[id].Type, 'create');
    ends.set(id, end);
    return end;
  }

  const { id: lastId, end: complete } = last(graph.keys());
  const criticalPath: string[] = [];
  for (let id = lastId; id !== ''; id = last(graph.get(id) ?? []).id) {
    criticalPath.unshift(id);
  }
  const services = [...graph.keys()].filter(
    id => Resources[id].Type === 'AWS::ECS::Service',
  );
  return {
    complete,
    services: services.length > 0 ? last(services).end : undefined,
    criticalPath,
  };
}
