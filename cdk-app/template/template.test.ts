import { dependencyGraph, everythingBefore } from './dependencyGraph';
import { parseTemplate } from './parseTemplate';
import { referencesIn } from './referencesIn';

describe('referencesIn', () => {
  it.each([
    ['Ref', { Ref: 'Key' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['a name inside a Fn::Sub', { 'Fn::Sub': 'alias-${Key}' }],
    ['an attribute inside a Fn::Sub', { 'Fn::Sub': 'a-${Key.Arn}-b' }],
    ['a Fn::Sub with a list', { 'Fn::Sub': ['${Own}-${Key}', { Own: 'x' }] }],
    [
      'a variable of a Fn::Sub with a list',
      { 'Fn::Sub': ['${Own}', { Own: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
    ],
    [
      'a Fn::Join inside another',
      { 'Fn::Join': ['', [{ 'Fn::Join': ['-', ['a', { Ref: 'Key' }]] }]] },
    ],
  ])('finds the target of %s', (_, value) => {
    expect(referencesIn({ Properties: [value, value] })).toEqual(['Key']);
  });

  it.each([
    ['a literal inside a Fn::Sub', { 'Fn::Sub': '${!Key}' }],
    ['a Fn::Sub’s own variable', { 'Fn::Sub': ['${Key}', { Key: 'x' }] }],
  ])('does not take %s for a resource', (_, value) => {
    expect(referencesIn(value)).toEqual([]);
  });
});

describe('dependencyGraph', () => {
  const graph = dependencyGraph(
    parseTemplate(
      JSON.stringify({
        Resources: {
          Vpc: { Type: 'AWS::EC2::VPC' },
          One: { Type: 'AWS::SQS::Queue', DependsOn: 'Vpc' },
          Both: {
            Type: 'AWS::SQS::Queue',
            DependsOn: ['One'],
            Properties: { QueueName: { Ref: 'AWS::Region' } },
          },
        },
      }),
    ),
  );

  it('contains what DependsOn names, be it one name or several, and no pseudo parameter', () => {
    expect(graph.get('One')).toEqual(new Set(['Vpc']));
    expect(graph.get('Both')).toEqual(new Set(['One']));
  });

  it('leads to everything that must be complete before a resource', () => {
    expect(everythingBefore(graph, 'Both')).toEqual(new Set(['One', 'Vpc']));
    expect(everythingBefore(graph, 'Vpc')).toEqual(new Set());
  });
});

describe('parseTemplate', () => {
  it('refuses JSON that has no resources', () => {
    expect(() => parseTemplate('{}')).toThrow('it has no resources');
  });
});
