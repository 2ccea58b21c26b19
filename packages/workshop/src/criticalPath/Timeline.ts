import {
  dependencyGraph,
  durationOf,
  evaluateConditions,
  type DependencyGraph,
  type Template,
} from '@streamflix/local-aws/cloudformation';

/** One resource on its way, in seconds since the stack began. */
export interface Step {
  id: string;
  /** Such as `AWS::EC2::VPC`. */
  type: string;
  start: number;
  end: number;
  /** Whether it is on the path. */
  critical: boolean;
}

/** A stack that is made from nothing, when all that can go side by side does. */
export interface Timeline {
  /** By start, then by end. */
  steps: Step[];
  graph: DependencyGraph;
  /** Ids of one longest path, first to last. */
  path: string[];
  /** Seconds until the stack is complete. */
  complete: number;
  /** Seconds until every ECS service is stable; undefined without any. */
  services?: number;
}

const latest = (seconds: readonly number[]) => Math.max(0, ...seconds);

/** Outcome of the conditions under the defaults of the parameters; without conditions nothing is left out. */
function conditionsOf(template: Template, region: string) {
  const defaults = Object.entries(template.parameters).map(
    ([name, parameter]) => [name, parameter.default],
  );
  return evaluateConditions(template, region, {
    'AWS::Region': region,
    ...Object.fromEntries(defaults),
  });
}

/** Every resource that must be complete before CloudFormation begins with one. */
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
 * When each resource of a new stack begins and ends. Dependencies are what CloudFormation finds: `Ref`, `Fn::GetAtt`, names inside
 * `Fn::Sub`, at any depth of other functions, in the branches its conditions take, and `DependsOn`. Durations are local AWS's table.
 *
 * @throws AwsError `ValidationError` naming the resources when they wait for each other
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

  // Backwards from what ends last: each time to what it waited for longest.
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
