import { evaluateConditions } from './evaluateConditions';
import type { JsonObject } from './Template';

const outcome = (conditions: JsonObject) =>
  evaluateConditions({ conditions, mappings: {} }, 'eu-west-2', {
    Stage: 'prod',
    Multi: 'true',
  });

describe('evaluateConditions', () => {
  it('evaluates conditions from parameters and from each other', () => {
    expect(
      outcome({
        Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        Dev: { 'Fn::Not': [{ Condition: 'Prod' }] },
        Both: {
          'Fn::And': [
            { Condition: 'Prod' },
            { 'Fn::Equals': [{ Ref: 'Multi' }, true] },
          ],
        },
        Either: {
          'Fn::Or': [{ Condition: 'Dev' }, { Condition: 'Both' }],
        },
      }),
    ).toEqual({ Prod: true, Dev: false, Both: true, Either: true });
  });

  it.each<[string, JsonObject, string]>([
    [
      'an undefined condition',
      { A: { Condition: 'B' } },
      'Unresolved condition dependency B in the Conditions block of the template',
    ],
    [
      'conditions in a circle',
      { A: { Condition: 'B' }, B: { Condition: 'A' } },
      'circular condition dependency',
    ],
    [
      'a resource',
      { A: { 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] } },
      'Cannot reference resources in the Conditions block of the template',
    ],
    [
      'what is no condition',
      { A: { 'Fn::Join': [] } },
      'Every Conditions member',
    ],
  ])('refuses %s', (_, conditions, message) => {
    expect(() => outcome(conditions)).toThrow(message);
  });
});
