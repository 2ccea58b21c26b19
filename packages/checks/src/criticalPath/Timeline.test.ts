import { parseTemplate } from '@streamflix/local-aws/cloudformation';
import { timelineOf } from './Timeline';

const timelineOfResources = (
  Resources: Record<string, object>,
  rest: object = {},
) =>
  timelineOf(
    parseTemplate(JSON.stringify({ Resources, ...rest })),
    'eu-west-2',
  );

const key = { Type: 'AWS::KMS::Key' };
const vpc = { Type: 'AWS::EC2::VPC' };
const queue = (value: unknown, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: value },
  ...more,
});

describe('the timeline of a stack', () => {
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
  ])('waits for what %s points at', (_, value) => {
    const { steps, complete, path } = timelineOfResources({
      Key: key,
      Queue: queue(value),
    });
    expect(steps.find(({ id }) => id === 'Queue')).toMatchObject({
      start: 60,
      end: 126,
    });
    expect(complete).toBe(126);
    expect(path).toEqual(['Key', 'Queue']);
  });

  it('waits for what DependsOn names, be it one name or several', () => {
    const { steps } = timelineOfResources({
      Key: key,
      Vpc: vpc,
      One: queue('one', { DependsOn: 'Vpc' }),
      Both: queue('both', { DependsOn: ['Vpc', 'Key'] }),
    });
    expect(steps.map(({ id, start }) => [id, start])).toEqual([
      ['Vpc', 0],
      ['Key', 0],
      ['One', 15],
      ['Both', 60],
    ]);
  });

  it('does not take a literal or its own variable inside a Fn::Sub for a resource', () => {
    const { steps } = timelineOfResources({
      Key: key,
      Literal: queue({ 'Fn::Sub': '${!Key}' }),
      Own: queue({ 'Fn::Sub': ['${Key}', { Key: 'x' }] }),
    });
    expect(steps.map(({ start }) => start)).toEqual([0, 0, 0]);
  });

  it('leaves out what a condition leaves out, and follows the branch it takes', () => {
    const { steps } = timelineOfResources(
      {
        Key: { ...key, Condition: 'OwnKey' },
        Vpc: vpc,
        Queue: queue({ 'Fn::If': ['OwnKey', { Ref: 'Key' }, { Ref: 'Vpc' }] }),
      },
      {
        Parameters: { Own: { Type: 'String', Default: 'no' } },
        Conditions: { OwnKey: { 'Fn::Equals': [{ Ref: 'Own' }, 'yes'] } },
      },
    );
    expect(steps.map(({ id, start }) => [id, start])).toEqual([
      ['Vpc', 0],
      ['Queue', 15],
    ]);
  });

  it('names the resources of a cycle', () => {
    expect(() =>
      timelineOfResources({
        Vpc: vpc,
        First: queue({ Ref: 'Second' }),
        Second: queue('x', { DependsOn: 'First' }),
      }),
    ).toThrow('Circular dependency between resources: [First, Second]');
  });

  it('says when the last ECS service is stable, and nothing without any', () => {
    expect(timelineOfResources({ Vpc: vpc }).services).toBeUndefined();
    const service = (DependsOn: string) => ({
      Type: 'AWS::ECS::Service',
      DependsOn,
    });
    expect(
      timelineOfResources({
        Key: key,
        Vpc: vpc,
        Early: service('Vpc'),
        Late: service('Key'),
        Queue: queue('q', { DependsOn: 'Late' }),
      }),
    ).toMatchObject({ services: 210, complete: 276 });
  });
});
