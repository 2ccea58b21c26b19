import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { Code } from './loadCode';
import { Random } from './Random';
import { Sequence, type Counts } from './Sequence';
import { fakeTime, untilSettled } from './virtualTime';

/** What a search came to. */
export interface Found {
  /** How many sequences ran. */
  sequences: number;
  counts: Counts;
  /** What happened in the first sequence with an effect that its user may not have. */
  failure?: string;
}

/** A new local AWS now and then: it remembers every stack there ever was. */
const sequencesPerAws = 50;

/**
 * Runs generated sequences until one has an effect that its user may not have.
 *
 * @param options.seed - repeats a search
 * @param options.first - number of the first sequence; each depends on the seed and its number alone
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
