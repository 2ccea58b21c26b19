import { checkRefusals, familyOf, type Outcome } from './checkRefusals';

const template = (Type: string) => ({ Resources: { X: { Type } } });
const result = (where: Outcome['where'], type = 'AWS::SQS::Queue') => ({
  each: { mistake: 'a mistake', aws: 'No.', template: template(type) },
  outcome: { where, message: '' },
});
const many = (n: number, where: Outcome['where']) =>
  Array.from({ length: n }, () => result(where));

const missed = (results: Parameters<typeof checkRefusals>[0]) =>
  checkRefusals(results).some(each => each.missed);

describe('the bench of refusals', () => {
  it('counts a refusal at the call, by validation and at the resource', () => {
    expect(
      missed([
        ...many(30, 'call'),
        ...many(30, 'validation'),
        ...many(25, 'resource'),
        ...many(15, 'accepted'),
      ]),
    ).toBe(false);
  });

  it('fails below 85 % refused, and counts an internal failure as not refused', () => {
    expect(missed([...many(84, 'call'), ...many(16, 'accepted')])).toBe(true);
    expect(missed([...many(84, 'call'), ...many(16, 'broken')])).toBe(true);
  });

  it('has a line for each service, and one for each template that was accepted', () => {
    const lines = checkRefusals([
      result('resource', 'AWS::RDS::DBInstance'),
      result('accepted'),
    ]);
    expect(lines.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'accepted: a mistake AWS: No.',
      'RDS 1 of 1 (100 %): at the call 0, by validation 0, at the resource 1',
      'SQS 0 of 1 (0 %): at the call 0, by validation 0, at the resource 0',
      'refused 1 of 2 (50 %): at the call 0, by validation 0, at the resource 1',
    ]);
  });

  it('fails when a template that AWS accepts is refused', () => {
    const valid = (where: Outcome['where']) => {
      const { each, outcome } = result(where);
      return { each: { ...each, accepted: true }, outcome };
    };
    const refused = many(10, 'call');
    expect(missed([...refused, valid('accepted')])).toBe(false);
    expect(missed([...refused, valid('resource')])).toBe(true);
    expect(missed([...refused, valid('broken')])).toBe(true);
  });

  it('names a family after the resource X, or else the first', () => {
    const { each } = result('call');
    expect(familyOf(each)).toBe('SQS');
    expect(
      familyOf({
        ...each,
        template: { Resources: { A: { Type: 'AWS::EC2::VPC' } } },
      }),
    ).toBe('EC2');
  });
});
