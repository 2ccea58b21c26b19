import {
  blueprintIds,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { designOf } from './BlueprintDesign';
import { creationTime } from './creationTime';

const timeOf = (Resources: Record<string, object>) =>
  creationTime(parseTemplate(JSON.stringify({ Resources })));

const key = { Type: 'AWS::KMS::Key' };
const vpc = { Type: 'AWS::EC2::VPC' };
const queue = (QueueName: unknown, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName },
  ...more,
});

describe('creationTime', () => {
  it('starts a resource when those it references are complete', () => {
    expect(
      timeOf({
        Key: key,
        Vpc: vpc,
        Queue: queue({ 'Fn::Sub': '${Key.Arn}-${Vpc}' }),
      }),
    ).toEqual({
      complete: 126,
      services: undefined,
      criticalPath: ['Key', 'Queue'],
    });
  });

  it('starts a resource when those in its DependsOn are complete', () => {
    expect(
      timeOf({ Vpc: vpc, Queue: queue('a', { DependsOn: 'Vpc' }) }).complete,
    ).toBe(81);
  });

  it('contains the time until the last ECS service is stable', () => {
    const service = (DependsOn: string) => ({
      Type: 'AWS::ECS::Service',
      DependsOn,
    });
    expect(
      timeOf({
        Key: key,
        Vpc: vpc,
        Early: service('Vpc'),
        Late: service('Key'),
        Queue: queue('q', { DependsOn: 'Late' }),
      }),
    ).toMatchObject({ services: 210, complete: 276 });
  });
});

describe('the creation time of a blueprint', () => {
  const limits: Record<BlueprintId, [complete: number, services: number]> = {
    complete: [670, 330],
    'media-processing': [670, 330],
    'video-pipeline': [540, 330],
    // Their tasks need the endpoint of an RDS instance, which is known only when the instance exists.
    'content-delivery': [670, 640],
    broadcast: [670, 640],
  };

  it.each(blueprintIds)('stays within the limits for %s', blueprint => {
    const time = creationTime(designOf(blueprint).template);
    const [complete, services] = limits[blueprint];
    expect(time.complete).toBeLessThanOrEqual(complete);
    expect(time.services).toBeLessThanOrEqual(services);
  });

  it('is the time of the key and then the cache for complete', () => {
    expect(creationTime(designOf('complete').template).criticalPath).toEqual([
      'Key',
      'Cache',
    ]);
  });
});
