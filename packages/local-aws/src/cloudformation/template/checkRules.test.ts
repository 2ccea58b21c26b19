import { checkRules } from './checkRules';
import { parseTemplate } from './parseTemplate';

const check = (rule: object) =>
  checkRules(
    parseTemplate(
      JSON.stringify({
        Rules: { Stage: rule },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      }),
    ),
    'eu-west-2',
    { Stage: 'test', Zones: ['a', 'b'] },
  );

const stage = { Ref: 'Stage' };
const isProduction = { 'Fn::Equals': [stage, 'prod'] };

describe('the rules of a template', () => {
  it.each<[string, object]>([
    ['equals', { 'Fn::Equals': [stage, 'test'] }],
    ['contains', { 'Fn::Contains': [['test', 'prod'], stage] }],
    ['not', { 'Fn::Not': [isProduction] }],
    ['or', { 'Fn::Or': [isProduction, { 'Fn::Equals': ['a', 'a'] }] }],
    ['each in', { 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a', 'b', 'c']] }],
    ['each equal', { 'Fn::EachMemberEquals': [['x', 'x'], 'x'] }],
    [
      'what only the account knows',
      {
        'Fn::EachMemberIn': [
          { 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.a'] },
          ['b'],
        ],
      },
    ],
  ])('accept an assertion that holds: %s', (_, Assert) => {
    expect(() => check({ Assertions: [{ Assert }] })).not.toThrow();
  });

  it.each<[string, object]>([
    ['equals', isProduction],
    ['contains', { 'Fn::Contains': [['prod'], stage] }],
    ['and', { 'Fn::And': [isProduction, { 'Fn::Equals': ['a', 'a'] }] }],
    ['each in', { 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a']] }],
    ['each equal', { 'Fn::EachMemberEquals': [{ Ref: 'Zones' }, 'a'] }],
  ])('refuse one that does not, with its description: %s', (_, Assert) => {
    expect(() =>
      check({
        Assertions: [{ Assert, AssertDescription: 'Only in production.' }],
      }),
    ).toThrow('Rule Stage failed: Only in production.');
  });

  it('do not apply when their condition does not hold', () => {
    const Assertions = [{ Assert: { 'Fn::Equals': ['a', 'b'] } }];
    expect(() =>
      check({ RuleCondition: isProduction, Assertions }),
    ).not.toThrow();
    expect(() =>
      check({ RuleCondition: { 'Fn::Not': [isProduction] }, Assertions }),
    ).toThrow('an assertion does not hold');
  });

  it.each<[string, object, string]>([
    ['no assertions', {}, 'must contain Assertions'],
    [
      'an unknown function',
      { Assertions: [{ Assert: { 'Fn::Join': ['', []] } }] },
      'must be one of Fn::And',
    ],
    [
      'a resource',
      { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'Topic' }, 'a'] } }] },
      'Cannot reference resources in the Rules block',
    ],
  ])('are refused with %s', (_, rule, message) => {
    expect(() => check(rule)).toThrow(message);
  });
});
