import { AwsError } from '../../protocols/Service';
import { evaluate } from './evaluate';
import { FUNCTIONS } from './intrinsicFunctions';
import { NO_VALUE } from './pseudoParameters';
import type { Scope } from './Scope';
import type { Json } from './Template';

const scope: Scope = {
  region: 'ap-northeast-1',
  mappings: { Sizes: { prod: { cpu: 1024, zones: ['x', 'y'] } } },
  parameters: {
    Stage: 'prod',
    List: ['a', 'b', 'c'],
    'AWS::Region': 'ap-northeast-1',
    'AWS::NoValue': NO_VALUE,
  },
  conditions: { Yes: true, No: false },
  ref: logicalId => `${logicalId.toLowerCase()}-1`,
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  importValue: name => `imported ${name}`,
};

const result = (value: Json) => evaluate(value, scope);

describe('evaluate', () => {
  it.each<[string, Json, unknown]>([
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a resource', { Ref: 'Queue' }, 'queue-1'],
    [
      'Fn::GetAtt',
      { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] },
      'Db/Endpoint.Address',
    ],
    ['Fn::GetAtt in one string', { 'Fn::GetAtt': 'Db.Arn' }, 'Db/Arn'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-prod'],
    [
      'Fn::Join of a list parameter',
      { 'Fn::Join': ['', { Ref: 'List' }] },
      'abc',
    ],
    ['Fn::Split', { 'Fn::Split': ['|', 'a|b'] }, ['a', 'b']],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Stage} ${Queue} ${Db.Arn} ${AWS::Region} ${!Kept}' },
      'prod queue-1 Db/Arn ap-northeast-1 ${Kept}',
    ],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': ['${A}/${Stage}', { A: { Ref: 'Queue' } }] },
      'queue-1/prod',
    ],
    ['Fn::If', { 'Fn::If': ['No', 1, { Ref: 'Stage' }] }, 'prod'],
    [
      'Fn::FindInMap',
      { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'cpu'] },
      1024,
    ],
    [
      'Fn::GetAZs',
      { 'Fn::GetAZs': '' },
      ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'],
    ],
    [
      'Fn::Cidr',
      { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] },
      ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'],
    ],
    [
      'Fn::Cidr of IPv6',
      { 'Fn::Cidr': ['2001:db8::/56', 2, '64'] },
      ['2001:db8::/64', '2001:db8:0:1::/64'],
    ],
    ['Fn::Base64', { 'Fn::Base64': 'müsli' }, 'bcO8c2xp'],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'vpc' }, 'imported vpc'],
  ])('evaluates %s', (_, value, expected) => {
    expect(result(value)).toEqual(expected);
  });

  it('omits AWS::NoValue from structures and lists', () => {
    const nothing = { Ref: 'AWS::NoValue' };
    expect(
      result({ A: nothing, B: [1, { 'Fn::If': ['No', 2, nothing] }] }),
    ).toEqual({ B: [1] });
  });

  it('reads Condition in a policy statement as its member', () => {
    const statement = { Condition: { Bool: { 'aws:SecureTransport': false } } };
    expect(result(statement)).toEqual(statement);
  });

  it.each<[Json, string]>([
    [
      { 'Fn::Nope': 1 },
      'Encountered unsupported function: Fn::Nope Supported functions are: [Fn::Base64',
    ],
    [
      { 'Fn::Select': [7, { Ref: 'List' }] },
      'Fn::Select cannot select nonexistent value at index 7',
    ],
    [
      { 'Fn::FindInMap': ['Sizes', 'dev', 'cpu'] },
      'Template error: Unable to get mapping for Sizes::dev::cpu',
    ],
    [
      { 'Fn::Join': ['-', 'text'] },
      'every Fn::Join object requires two parameters',
    ],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 4, 8] }, 'Template error: Fn::Cidr'],
    [{ 'Fn::If': ['Maybe', 1, 2] }, 'unresolved condition dependency Maybe'],
    [
      { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::NoValue' }, 'cpu'] },
      'Template error: Unable to get mapping for Sizes::AWS::NoValue::cpu',
    ],
    [
      { 'Fn::Select': [{ Ref: 'AWS::NoValue' }, { Ref: 'List' }] },
      'Template error: Fn::Select cannot select nonexistent value',
    ],
  ])('refuses %j', (value, message) => {
    expect(() => result(value)).toThrow(message);
  });

  it('refuses wrong arguments of every function with an error of AWS, never with one of its own', () => {
    const nothing = { Ref: 'AWS::NoValue' };
    const values: Json[] = [null, 1.5, '', 'x', '10.0.0.0/16', [], {}, nothing];
    const wrong = [
      ...values,
      ...values.flatMap(first => [
        [first],
        ...values.flatMap(second => [
          [first, second],
          ...values.map(third => [first, second, third]),
        ]),
      ]),
    ];
    const failed = Object.keys(FUNCTIONS).flatMap(name =>
      wrong.flatMap(argument => {
        try {
          result({ [name]: argument });
          return [];
        } catch (error) {
          return error instanceof AwsError
            ? []
            : [`${name} ${JSON.stringify(argument)}: ${error}`];
        }
      }),
    );
    expect(failed).toEqual([]);
  });
});
