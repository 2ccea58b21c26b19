export interface CheckResult {
  name: string;
  /** Missing when the check passed. */
  problem?: string;
  seconds: number;
}

/** Checks that need their own environment. */
export interface Suite {
  name: string;
  /** Names of its checks. */
  names: readonly string[];
  /** Runs the checks with these names. */
  run(
    names: ReadonlySet<string>,
    options: { seed: number },
    onResult: (result: CheckResult) => void,
  ): Promise<void>;
}

export async function runCheck(
  name: string,
  run: () => Promise<void>,
): Promise<CheckResult> {
  const started = Date.now();
  let problem: string | undefined;
  try {
    await run();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  return { name, problem, seconds: (Date.now() - started) / 1000 };
}

/** A line per result, with the problem of each failed check. */
export const renderResults = (results: readonly CheckResult[]): string[] =>
  results.flatMap(({ name, problem, seconds }) => [
    `${problem === undefined ? 'passed' : 'FAILED'} ${seconds
      .toFixed(1)
      .padStart(5)} s  ${name}`,
    ...(problem === undefined
      ? []
      : [`  ${problem.replaceAll('\n', '\n    ')}`]),
  ]);
