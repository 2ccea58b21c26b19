import {
  dependencyGraph,
  type DependencyGraph,
  type Template,
} from '@streamflix/cdk-app/template';
import { durationOf } from '@streamflix/local-aws/cloudformation';

/** One resource with its start and end, in seconds since the start of the stack. */
export interface Step {
  id: string;
  /** Such as `AWS::EC2::VPC`. */
  type: string;
  start: number;
  end: number;
  /** Whether it is on the critical path. */
  critical: boolean;
}

/** The creation of a stack with maximum parallelism. */
export interface Timeline {
  /** Sorted by start, then by end. */
  steps: Step[];
  graph: DependencyGraph;
  /** Ids of one critical path, first to last. */
  path: string[];
  /** Seconds until the stack is complete. */
  complete: number;
  /** Seconds until every ECS service is stable; undefined without services. */
  services?: number;
}

const latest = (seconds: readonly number[]) => Math.max(0, ...seconds);

/**
 * Start and end of each resource of a new stack. Dependencies are those that CloudFormation finds: `Ref`, `Fn::GetAtt`, names
 * inside `Fn::Sub`, nested in other functions, and `DependsOn`. Durations are those of local AWS.
 */
export function timelineOf(template: Template): Timeline {
  const graph = dependencyGraph(template);
  const typeOf = (id: string) => template.Resources[id].Type;
  const ends = new Map<string, number>();
  const secondsOf = (id: string) => durationOf(typeOf(id)).create;
  const waitsFor = (id: string) => [...(graph.get(id) ?? [])];
  function endOf(id: string): number {
    const known = ends.get(id);
    if (known !== undefined) return known;
    const end = latest(waitsFor(id).map(endOf)) + secondsOf(id);
    ends.set(id, end);
    return end;
  }
  const startOf = (id: string) => latest(waitsFor(id).map(endOf));
  const ids = [...graph.keys()];
  const complete = latest(ids.map(endOf));

  // Backwards from the last resource: in each step to the dependency that ended last.
  const path: string[] = [];
  let last = ids.find(id => endOf(id) === complete);
  while (last !== undefined) {
    path.unshift(last);
    const start = startOf(last);
    last = waitsFor(last).find(id => endOf(id) === start);
  }
  const onPath = new Set(path);
  const services = ids.filter(id => typeOf(id) === 'AWS::ECS::Service');
  return {
    steps: ids
      .map(id => ({
        id,
        type: typeOf(id),
        start: startOf(id),
        end: endOf(id),
        critical: onPath.has(id),
      }))
      .sort((a, b) => a.start - b.start || a.end - b.end),
    graph,
    path,
    complete,
    services: services.length > 0 ? latest(services.map(endOf)) : undefined,
  };
}
