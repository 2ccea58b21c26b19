import { readParameters } from './readParameters';
import { type GivenParameter, resolveParameters } from './resolveParameters';
import type { JsonObject } from './Template';

const give = (values: Record<string, string>): GivenParameter[] =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value,
    usePrevious: false,
  }));

const resolve = (
  declared: JsonObject,
  given: readonly GivenParameter[] = [],
  previous?: Parameters<typeof resolveParameters>[2],
) =>
  resolveParameters(
    { parameters: readParameters(declared) },
    given,
    previous,
    name => (name === '/image' ? 'ami-1' : undefined),
  );

describe('resolveParameters', () => {
  it('takes what is given, else what was before when asked to, else the default', () => {
    const declared = {
      A: { Type: 'String', Default: 'default' },
      B: { Type: 'String' },
      C: { Type: 'String' },
    };
    const before = resolve(declared, give({ B: 'old', C: 'old' }));
    const values = resolve(
      declared,
      [...give({ B: 'new' }), { key: 'C', usePrevious: true }],
      before,
    );
    expect(values.A.value).toBe('default');
    expect(values.B.value).toBe('new');
    expect(values.C.value).toBe('old');
  });

  it('splits list types, and reads parameters from the parameter store', () => {
    const values = resolve({
      Ids: { Type: 'List<AWS::EC2::Subnet::Id>', Default: 'a, b' },
      Words: { Type: 'CommaDelimitedList', Default: '' },
      Image: {
        Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
        Default: '/image',
      },
    });
    expect(values.Ids.value).toEqual(['a', 'b']);
    expect(values.Words.value).toEqual([]);
    expect(values.Image).toMatchObject({ text: '/image', value: 'ami-1' });
  });

  it('refuses parameters the template does not have, and missing values', () => {
    expect(() => resolve({}, give({ X: '1', Y: '2' }))).toThrow(
      'Parameters: [X, Y] do not exist in the template',
    );
    expect(() =>
      resolve({ A: { Type: 'String' }, B: { Type: 'String' } }),
    ).toThrow('Parameters: [A, B] must have values');
  });

  it.each<[JsonObject, string, string]>([
    [{ Type: 'Number' }, 'x', "Parameter 'P' must be a number"],
    [
      { Type: 'Number', MinValue: 2 },
      '1',
      "Parameter 'P' must be a number not less than 2",
    ],
    [
      { Type: 'Number', MaxValue: 2 },
      '3',
      "Parameter 'P' must be a number not greater than 2",
    ],
    [
      { Type: 'String', AllowedValues: ['a'] },
      'b',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'A',
      "Parameter 'P' must match pattern [a-z]+",
    ],
    [
      { Type: 'String', MinLength: 3 },
      'ab',
      "Parameter 'P' must contain at least 3 characters",
    ],
    [
      { Type: 'String', MaxLength: 1, ConstraintDescription: 'one letter' },
      'ab',
      'Parameter P failed to satisfy constraint: one letter',
    ],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/gone',
      'Unable to fetch parameters [/gone] from parameter store for this account.',
    ],
  ])('refuses a value that %j forbids', (definition, value, message) => {
    expect(() => resolve({ P: definition }, give({ P: value }))).toThrow(
      message,
    );
  });
});
