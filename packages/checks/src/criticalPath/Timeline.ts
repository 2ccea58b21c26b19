import {
  dependencyGraph,
  durationOf,
  evaluateConditions,
  type DependencyGraph,
  type Template,
} from '@streamflix/local-aws/cloudformation';

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

/** Results of the conditions with the parameters' defaults; without conditions every resource counts. */
function conditionsOf(template: Template, region: string) {
  const defaults = Object.entries(template.parameters).map(
    ([name, parameter]) => [name, parameter.default],
  );
  return evaluateConditions(template, region, {
    'AWS::Region': region,
    ...Object.fromEntries(defaults),
  });
}

/** Every resource that must be complete before CloudFormation starts the given one. */
export function everythingBefore(
  graph: DependencyGraph,
  id: string,
): Set<string> {
  const before = new Set<string>();
  const queue = [...(graph.get(id) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (before.has(next)) continue;
    before.add(next);
    queue.push(...(graph.get(next) ?? []));
  }
  return before;
}

/**
 * Start and end of each resource of a new stack. Dependencies are those that CloudFormation finds: `Ref`, `Fn::GetAtt`, names
 * inside `Fn::Sub`, nested in other functions, in the branches its conditions select, and `DependsOn`. Durations are those of
 * local AWS.
 *
 * @throws AwsError `ValidationError` naming the resources when dependencies are circular
 */
export function timelineOf(template: Template, region: string): Timeline {
  const graph = dependencyGraph(template, conditionsOf(template, region));
  const ends = new Map<string, number>();
  const secondsOf = (id: string) =>
    durationOf(template.resources[id].type).create;
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
  const services = ids.filter(
    id => template.resources[id].type === 'AWS::ECS::Service',
  );
  return {
    steps: ids
      .map(id => ({
        id,
        type: template.resources[id].type,
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
