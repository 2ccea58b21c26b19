import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { Code } from './loadCode';
import { Random } from './Random';
import { Sequence, type Counts } from './Sequence';
import { fakeTime, untilSettled } from './virtualTime';

/** Result of a search. */
export interface Found {
  /** How many sequences ran. */
  sequences: number;
  counts: Counts;
  /** Trace of the first sequence with an effect that its user may not have. */
  failure?: string;
}

/** Local AWS is restarted after this many, because it keeps all deleted stacks. */
const sequencesPerAws = 50;

/**
 * Runs generated sequences until one has an effect that its user may not have.
 *
 * @param options.seed - repeats a search
 * @param options.first - number of the first sequence; each depends only on the seed and its number
 */
export async function searchAuthority(options: {
  code: Code;
  seed: number;
  first?: number;
  sequences: number;
}): Promise<Found> {
  const { code, seed, first = 1, sequences } = options;
  const counts: Counts = new Map();
  let aws: LocalAws | undefined;
  try {
    for (let done = 0; done < sequences; done += 1) {
      if (done % sequencesPerAws === 0) {
        jest.useRealTimers();
        await aws?.stop();
        aws = await startLocalAws({ speed: 1 });
        fakeTime();
      }
      const number = first + done;
      const sequence = new Sequence({
        aws: aws!,
        code,
        counts,
        random: new Random(seed * 1_000_003 + number),
        name: `s${number}`,
      });
      await untilSettled(sequence.run());
      if (sequence.violation) {
        return {
          sequences: done + 1,
          counts,
          failure: [
            sequence.violation,
            `Again: SEED=${seed} FIRST=${number} SEQUENCES=1`,
            ...sequence.trace,
          ].join('\n'),
        };
      }
    }
    return { sequences, counts };
  } finally {
    jest.useRealTimers();
    await aws?.stop();
  }
}
