import { PropertyCheck, properties } from './__testUtils__/PropertyCheck';
import { triesEverything } from './__testUtils__/runs';

describe('any valid environment of the blueprint broadcast', () => {
  const check = new PropertyCheck('broadcast');
  beforeAll(() => check.run(), check.runs * 5000);

  it.each(properties)(
    '$title',
    property => {
      expect(check.counterexample(property)).toBeUndefined();
    },
    600_000,
  );

  if (triesEverything) {
    it('has been tried with every field, every value of every choice, each limit and each change', () => {
      expect(check.coverage.unseen('broadcast')).toEqual([]);
    });
  }
});
