import { Judgement, properties } from './__testUtils__/Judgement';
import { triesEverything } from './__testUtils__/runs';

describe('any valid environment of the blueprint complete', () => {
  const judgement = new Judgement('complete');
  beforeAll(() => judgement.run(), judgement.runs * 5000);

  it.each(properties)(
    '$sentence',
    property => {
      expect(judgement.counterexample(property)).toBeUndefined();
    },
    600_000,
  );

  if (triesEverything) {
    it('has been tried with every field, every value of every choice, each limit and each change', () => {
      expect(judgement.coverage.unseen('complete')).toEqual([]);
    });
  }
});
