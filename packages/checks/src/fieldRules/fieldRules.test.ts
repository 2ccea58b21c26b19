import { fieldRules } from './fieldRules';
import { fieldPaths, limitValues, planAccepts, tableAccepts } from './verdicts';

describe('the table of field rules', () => {
  it('has a row for every field of the request, and for no other', () => {
    expect(Object.keys(fieldRules).sort()).toEqual([...fieldPaths].sort());
  });

  it.each(Object.entries(fieldRules))(
    'states for %s a rule, its source, and values on both sides of a limit',
    (_, rule) => {
      expect(rule.rule).toMatch(/\.$/);
      expect(rule.source).not.toBe('');
      expect(rule.source === 'platform').toBe(rule.mark === 'platform');
      const verdicts = limitValues(rule).map(value =>
        tableAccepts(rule, value),
      );
      expect(new Set(verdicts)).toEqual(new Set([true, false]));
    },
  );

  it.each(Object.entries(fieldRules))(
    'agrees with the plan about every value of %s at and beyond its limits',
    (path, rule) => {
      for (const value of limitValues(rule)) {
        expect({ value, accepted: planAccepts(path, rule, value) }).toEqual({
          value,
          accepted: tableAccepts(rule, value),
        });
      }
    },
  );
});
