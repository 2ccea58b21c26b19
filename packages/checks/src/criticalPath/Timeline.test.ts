import { parseTemplate } from '@streamflix/cdk-app/template';
import { timelineOf } from './Timeline';

const timelineOfResources = (Resources: Record<string, object>) =>
  timelineOf(parseTemplate(JSON.stringify({ Resources })));

const key = { Type: 'AWS::KMS::Key' };
const vpc = { Type: 'AWS::EC2::VPC' };
const queue = (value: unknown, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: value },
  ...more,
});

describe('the timeline of a stack', () => {
  it('starts a resource when those it refers to are complete, which is the critical path', () => {
    const { steps, complete, path } = timelineOfResources({
      Key: key,
      Vpc: vpc,
      Queue: queue({ 'Fn::Sub': '${Key.Arn}-${Vpc}' }),
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
