import type { Measurement } from './Measurement';
import { predictRandomOperations } from './predictRandomOperations';

/** The error of the portal may be this many times that of an oracle. */
const target = 1.15;

const percent = (fraction: number) => `${(100 * fraction).toFixed(1)} %`;

/**
 * How well the end of an operation is predicted when a quarter of it has passed, compared with an oracle that knows the mean of
 * every duration.
 *
 * @param seed - of the random operations
 */
export function benchPrediction(operations = 100, seed = 1): Measurement[] {
  const { learned, untaught, oracle } = predictRandomOperations(
    operations,
    seed,
  );
  const ratio = learned / oracle;
  return [
    { name: 'error of the oracle', value: percent(oracle) },
    { name: 'error without earlier operations', value: percent(untaught) },
    {
      name: 'error with earlier operations',
      value: `${percent(learned)}, ${ratio.toFixed(
        2,
      )} times the oracle's (at most ${target})`,
      missed: !(ratio <= target),
    },
  ];
}
