import { performance } from 'node:perf_hooks';

export const judgeIds = ['moto', 'aws-cli', 'cdk-cli'] as const;
export type JudgeId = (typeof judgeIds)[number];

/** One thing a judge looked at. */
export interface Step {
  judge: JudgeId;
  /** What was looked at, such as `complete: deploy`. */
  step: string;
  /** What was seen, in a few words; when it failed, what was wrong with it. */
  told: string;
  failed: boolean;
  seconds: number;
}

/** Takes down what one judge sees, step by step. A step that fails ends itself alone. */
export class Minutes {
  readonly steps: Step[] = [];

  constructor(
    readonly judge: JudgeId,
    /** Told each step when it is over. */
    private readonly onStep?: (step: Step) => void,
  ) {}

  /**
   * Takes one step.
   *
   * @param look - gives what was seen, and throws what is wrong
   */
  async take(
    step: string,
    look: () => Promise<string | undefined | void>,
  ): Promise<void> {
    const began = performance.now();
    const take = (told: string, failed: boolean) => {
      const seconds = (performance.now() - began) / 1000;
      const taken = { judge: this.judge, step, told, failed, seconds };
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
