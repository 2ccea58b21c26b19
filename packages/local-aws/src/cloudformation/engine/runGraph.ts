import type { DependencyGraph } from '../template/dependencyGraph';

/** What happens when one fails: nothing new is started, only its dependents are skipped, or everything continues. */
type OnFailure = 'stop' | 'skip-dependents' | 'continue';

export interface GraphRun {
  readonly graph: DependencyGraph;
  readonly onFailure: OnFailure;
  /** @returns whether it succeeded; it does not throw. */
  work(id: string): Promise<boolean>;
  /** Called at the first failure, while other nodes may still be in progress. */
  failed?(): void;
}

/** The same edges in reverse, for deletion. */
export function reversed(graph: DependencyGraph): DependencyGraph {
  const result = new Map([...graph.keys()].map(id => [id, new Set<string>()]));
  for (const [id, dependencies] of graph) {
    for (const dependency of dependencies) result.get(dependency)?.add(id);
  }
  return result;
}

/**
 * Processes a graph, with everything in parallel whose dependencies are complete.
 *
 * @returns the ids that failed, in the order of failure.
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
