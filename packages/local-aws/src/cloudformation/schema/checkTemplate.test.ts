import { checkTemplate } from './checkTemplate';
import { evaluateConditions } from '../template/evaluateConditions';
import { parseTemplate } from '../template/parseTemplate';

function check(template: object) {
  const parsed = parseTemplate(JSON.stringify(template));
  checkTemplate(parsed);
  checkTemplate(parsed, evaluateConditions(parsed, 'eu-west-2', {}));
}

const topic = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
  ...more,
});

describe('checkTemplate', () => {
  it('accepts a dependency on a resource whose condition is false', () => {
    expect(() =>
      check({
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          A: topic({}, { Condition: 'No' }),
          B: topic(
            {
              DisplayName: {
                'Fn::If': ['No', { Ref: 'A' }, 'nothing'],
              },
            },
            { DependsOn: 'A' },
          ),
        },
      }),
    ).not.toThrow();
  });

  it.each<[string, object, string]>([
    [
      'a type AWS does not have',
      { Resources: { A: { Type: 'AWS::SNS::Tropic' } } },
      'Template format error: Unrecognized resource types: [AWS::SNS::Tropic]',
    ],
    [
      'a type that would run code',
      { Resources: { A: { Type: 'Custom::Thing' } } },
      'Local AWS runs neither functions nor nested stacks, so it cannot make resources of type [Custom::Thing]',
    ],
    [
      'a reference to nothing',
      { Resources: { A: topic({ DisplayName: { Ref: 'B' } }) } },
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
    ],
    [
      'a reference inside a text',
      { Resources: { A: topic({ DisplayName: { 'Fn::Sub': '${B}' } }) } },
      'Unresolved resource dependencies [B] in the Resources block',
    ],
    [
      'DependsOn of nothing',
      { Resources: { A: topic({}, { DependsOn: ['B'] }) } },
      'Unresolved resource dependencies [B] in the Resources block',
    ],
    [
      'an output of nothing',
      { Resources: { A: topic() }, Outputs: { O: { Value: { Ref: 'B' } } } },
      'Unresolved resource dependencies [B] in the Outputs block of the template',
    ],
    [
      'an output of a resource that is not made',
      {
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { A: topic(), B: topic({}, { Condition: 'No' }) },
        Outputs: { O: { Value: { Ref: 'B' } } },
      },
      'Unresolved resource dependencies [B] in the Outputs block of the template',
    ],
    [
      'an attribute of nothing',
      {
        Resources: {
          A: topic({ DisplayName: { 'Fn::GetAtt': ['B', 'Arn'] } }),
        },
      },
      'Template error: instance of Fn::GetAtt references undefined resource B',
    ],
    [
      'an attribute the type does not have',
      {
        Resources: { A: topic() },
        Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Arn'] } } },
      },
      'Template error: resource A does not support attribute type Arn in Fn::GetAtt',
    ],
    [
      'an undefined condition',
      { Resources: { A: topic({}, { Condition: 'Maybe' }) } },
      'Template format error: Unresolved condition dependency Maybe in the Resources block of the template',
    ],
    [
      'resources that wait for each other',
      {
        Resources: {
          A: topic({ DisplayName: { Ref: 'B' } }),
          B: topic({ DisplayName: { 'Fn::GetAtt': ['A', 'TopicName'] } }),
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a transform',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: { A: topic() } },
      'Local AWS runs no transforms',
    ],
    [
      'more resources than a stack may have',
      {
        Resources: Object.fromEntries(
          Array.from({ length: 501 }, (_, index) => [`A${index}`, topic()]),
        ),
      },
      'Number of resources, 501, is greater than maximum allowed, 500',
    ],
  ])('refuses %s', (_, template, message) => {
    expect(() => check(template)).toThrow(message);
  });
});
