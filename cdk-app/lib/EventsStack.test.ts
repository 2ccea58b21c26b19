import { specOf } from './__testUtils__/environment';
import { alarmRules } from './alarmRules';
import { eventPatterns } from './eventPatterns';
import { synthesizeEvents } from '../synth/synthesizeEvents';

type Resources = Record<
  string,
  { Type: string; Properties: Record<string, any> }
>;

const resourcesOf = (...options: Parameters<typeof synthesizeEvents>) => {
  const all: Resources = JSON.parse(
    synthesizeEvents(...options).template,
  ).Resources;
  return (type: string) =>
    Object.values(all).flatMap(({ Type, Properties }) =>
      Type === type ? [Properties] : [],
    );
};

describe('the stack of events', () => {
  it('has encrypted queues that only its own rules may send to, with TLS', () => {
    const of = resourcesOf({});
    const queues = of('AWS::SQS::Queue');
    expect(queues).toHaveLength(2);
    for (const queue of queues) {
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
    }
    expect(queues[1]).toMatchObject({
      QueueName: 'streamflix-events',
      RedrivePolicy: { maxReceiveCount: 5 },
    });
    for (const { PolicyDocument } of of('AWS::SQS::QueuePolicy')) {
      const [allow, deny, ...others] = PolicyDocument.Statement;
      expect(others).toEqual([]);
      expect(allow).toMatchObject({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
      });
      expect(allow.Condition.ArnEquals['aws:SourceArn']).toHaveLength(
        of('AWS::Events::Rule').length,
      );
      expect(deny).toMatchObject({ Effect: 'Deny', Action: 'sqs:*' });
    }
  });

  it('receives the alarms of every component', () => {
    const prefixes = eventPatterns.Alarm.detail.alarmName;
    for (const { name } of alarmRules(specOf('complete'))) {
      expect([
        name,
        prefixes.some(({ prefix }) => name.startsWith(prefix)),
      ]).toEqual([name, true]);
    }
  });

  it('accepts the events of named accounts through a bus of its own', () => {
    const of = resourcesOf({ acceptFrom: ['111122223333'] });
    expect(of('AWS::Events::EventBus')).toEqual([
      { Name: 'streamflix-events' },
    ]);
    expect(of('AWS::Events::EventBusPolicy')).toMatchObject([
      { Statement: { Action: 'events:PutEvents' } },
    ]);
    expect(of('AWS::Events::Rule')).toHaveLength(5);
  });

  it('forwards to an event bus with a role that may do nothing else, and has no queue then', () => {
    const forwardTo =
      'arn:aws:events:eu-west-2:111122223333:event-bus/streamflix-events';
    const of = resourcesOf({ forwardTo });
    expect(of('AWS::SQS::Queue')).toEqual([]);
    const [role] = of('AWS::IAM::Role');
    expect(
      role.Policies.map(({ PolicyDocument }: any) => PolicyDocument.Statement),
    ).toEqual([
      [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: forwardTo }],
    ]);
    for (const { Targets } of of('AWS::Events::Rule')) {
      expect(Targets).toMatchObject([{ Arn: forwardTo }]);
    }
  });
});
