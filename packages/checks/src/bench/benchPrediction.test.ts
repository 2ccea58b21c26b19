import { benchPrediction } from './benchPrediction';
import { predictRandomOperations } from './predictRandomOperations';

describe('the bench of predictions', () => {
  it('gives the same for the same seed, and something else for another', () => {
    const errors = predictRandomOperations(5, 1);
    expect(predictRandomOperations(5, 1)).toEqual(errors);
    expect(predictRandomOperations(5, 2)).not.toEqual(errors);
  });

  it.each([1, 2, 3])(
    'meets its target for seed %i, and shows that learning helps',
    seed => {
      const { learned, untaught } = predictRandomOperations(100, seed);
      expect(benchPrediction(100, seed).some(({ missed }) => missed)).toBe(
        false,
      );
      expect(learned).toBeLessThan(untaught);
    },
  );
});
