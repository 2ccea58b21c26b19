import type { DependencyGraph } from '../template/dependencyGraph';

/**
 * What happens to the rest when one fails: nothing new is started, only what waits for the failed one is left out, or
 * everything goes on.
 */
export type OnFailure = 'stop' | 'skip-dependents' | 'continue';

export interface GraphRun {
  readonly graph: DependencyGraph;
  readonly onFailure: OnFailure;
  /** @returns whether it went well; it does not throw. */
  work(id: string): Promise<boolean>;
  /** Called at the first failure, with the work of others still under way. */
  failed?(): void;
}

/** The same edges, the other way round: for taking down what was built up. */
export function reversed(graph: DependencyGraph): DependencyGraph {
  const result = new Map([...graph.keys()].map(id => [id, new Set<string>()]));
  for (const [id, dependencies] of graph) {
    for (const dependency of dependencies) result.get(dependency)?.add(id);
  }
  return result;
}

/**
 * Works through a graph, everything at once that waits for nothing.
 *
 * @returns the ids that failed, in the order they did.
 */
export async function runGraph(run: GraphRun): Promise<string[]> {
  const { graph, onFailure, work } = run;
  const dependents = reversed(graph);
  const missing = new Map([...graph].map(([id, { size }]) => [id, size]));
  const failures: string[] = [];

  await new Promise<void>(resolve => {
    let active = 0;
    function finish(id: string, isDone: boolean) {
      active -= 1;
      if (!isDone && failures.push(id) === 1) run.failed?.();
      if (isDone || onFailure === 'continue') {
        for (const dependent of dependents.get(id) ?? []) {
          const left = (missing.get(dependent) ?? 0) - 1;
          missing.set(dependent, left);
          if (left === 0) start(dependent);
        }
      }
      if (active === 0) resolve();
    }
    function start(id: string) {
      if (failures.length > 0 && onFailure === 'stop') return;
      active += 1;
      void work(id).then(isDone => finish(id, isDone));
    }
    const ready = [...missing].filter(([, count]) => count === 0);
    for (const [id] of ready) start(id);
    if (active === 0) resolve();
  });
  return failures;
}
