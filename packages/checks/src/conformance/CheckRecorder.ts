import { performance } from 'node:perf_hooks';

export const validatorIds = ['moto', 'aws-cli', 'cdk-cli'] as const;
export type ValidatorId = (typeof validatorIds)[number];

/** One check. */
export interface Step {
  validator: ValidatorId;
  /** Name of the check, such as `complete: deploy`. */
  step: string;
  /** A short result; for a failed check, the problem. */
  result: string;
  failed: boolean;
  seconds: number;
}

/** Records the checks of one validator, step by step. A failed step does not end the others. */
export class CheckRecorder {
  readonly steps: Step[] = [];

  constructor(
    readonly validator: ValidatorId,
    /** Called when a step has finished. */
    private readonly onStep?: (step: Step) => void,
  ) {}

  /**
   * Runs one step.
   *
   * @param look - returns the result, and throws the problem
   */
  async take(
    step: string,
    look: () => Promise<string | undefined | void>,
  ): Promise<void> {
    const startedAt = performance.now();
    const take = (result: string, failed: boolean) => {
      const seconds = (performance.now() - startedAt) / 1000;
      const taken = {
        validator: this.validator,
        step,
        result,
        failed,
        seconds,
      };
      this.steps.push(taken);
      this.onStep?.(taken);
    };
    try {
      take((await look()) ?? '', false);
    } catch (error) {
      take(error instanceof Error ? error.message : String(error), true);
    }
  }
}
