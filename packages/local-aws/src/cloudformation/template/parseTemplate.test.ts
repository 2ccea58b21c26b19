import { parseTemplate } from './parseTemplate';

const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Description: Two ways to write the same
Parameters:
  Stage: {Type: String, Default: prod}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub
        - '\${Stage}-\${Word}'
        - Word: !Select [0, !Split [',', 'a,b']]
      DisplayName: !If [IsProd, !GetAtt Queue.QueueName, !Ref AWS::NoValue]
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  Name: {Value: !GetAtt Topic.TopicName}
`;

describe('parseTemplate', () => {
  it('reads the short forms of YAML as intrinsic functions', () => {
    const { resources, conditions, outputs, version } = parseTemplate(yaml);
    expect(version).toBe('2010-09-09');
    expect(conditions.IsProd).toEqual({
      'Fn::Equals': [{ Ref: 'Stage' }, 'prod'],
    });
    expect(resources.Topic.properties).toEqual({
      TopicName: {
        'Fn::Sub': [
          '${Stage}-${Word}',
          {
            Word: { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] },
          },
        ],
      },
      DisplayName: {
        'Fn::If': [
          'IsProd',
          { 'Fn::GetAtt': ['Queue', 'QueueName'] },
          { Ref: 'AWS::NoValue' },
        ],
      },
    });
    expect(outputs.Name.value).toEqual({
      'Fn::GetAtt': ['Topic', 'TopicName'],
    });
  });

  it.each([
    ['{"Resources": ', /^Template format error: JSON not well-formed/],
    [
      'Resources:\n  A: [',
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    ],
    ['just words', /^Template format error: unsupported structure\.$/],
    ['{"Resources": {}}', /At least one Resources member must be defined\.$/],
    [
      '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"a-b": {"Value": "c"}}}',
      /Output name a-b is non alphanumeric\.$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}, "Mappings": {"M": {"a": {"b": {"c": "d"}}}}}',
      /Every Mappings attribute must be a String or a List\. \(M\)$/,
    ],
    [
      '{"Resorces": {}, "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
      /^Invalid template property or properties \[Resorces\]$/,
    ],
    [
      '{"Resources": {"A": {}}}',
      /\[\/Resources\/A\] Every Resources object must contain a Type member\.$/,
    ],
    [
      '{"Resources": {"A_1": {"Type": "AWS::SNS::Topic"}}}',
      /Resource name A_1 is non alphanumeric\.$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Propertys": {}}}}',
      /^Invalid template resource property 'Propertys'$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "DeletionPolicy": "Keep"}}}',
      /Unrecognized DeletionPolicy Keep for resource A$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "UpdateReplacePolicy": "Snapshot"}}}',
      /resource type AWS::SNS::Topic does not support deletion policy Snapshot$/,
    ],
    [
      '{"AWSTemplateFormatVersion": "2020-01-01", "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
      /unsupported value for AWSTemplateFormatVersion: 2020-01-01\.$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}, "Outputs": {"O": {}}}',
      /Every Outputs member must contain a Value object$/,
    ],
    [
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}, "Outputs": {"O": {"Value": ["a"]}}}',
      /The Value field of every Outputs member must evaluate to a String\. \(O\)$/,
    ],
    [
      '{"Description": {"Ref": "A"}, "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
      /every Description member must be a string\.$/,
    ],
    [
      '{"Parameters": {"a-b": {"Type": "String"}}, "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
      /Parameter name a-b is non alphanumeric\.$/,
    ],
    [
      '{"Parameters": {"P": {"Type": "String", "Defualt": "a"}}, "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
      /^Invalid template parameter property 'Defualt'$/,
    ],
  ])('refuses %s with the message of CloudFormation', (body, message) => {
    expect(() => parseTemplate(body)).toThrow(message);
  });
});
