import { randomUUID } from 'node:crypto';
import { fieldsOf, listOf, stringOf, stringsOf } from '../../world/values';
import type { Resource, ServiceEvent, World } from '../../world/World';
import type { MessageStore } from '../sqs/MessageStore';
import { matchesPattern } from './matchesPattern';

const RULE = 'AWS::Events::Rule';
const DEFAULT_BUS = 'default';

type Envelope = Readonly<Record<string, unknown>>;

/** From a name or an ARN. */
const busNameOf = (bus: string = DEFAULT_BUS): string =>
  bus.split('/').pop() ?? bus;

/**
 * EventBridge: sends the events of services to the targets of rules, which are queues and event buses of this account. A queue gets
 * an event only if its policy lets the rule send it, as on AWS; otherwise it goes to the dead-letter queue of the target. An event
 * bus of another region gets it only if the role of the target may send it, and forwards it to no third one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class EventRouter {
  constructor(
    private readonly world: World,
    private readonly messages: MessageStore,
    /** Whether EventBridge may assume a role, and send events to a bus with it. */
    private readonly mayPutEvents: (roleArn: string, busArn: string) => boolean,
  ) {}

  /** Sends an event to the default bus of its region. */
  route({ region, detailType, ...event }: ServiceEvent): void {
    const { source, resources, detail } = event;
    const rules = this.world.list(region, RULE);
    if (rules.length === 0) return;
    const time = this.world
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    this.deliver(region, DEFAULT_BUS, {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: this.world.accountId,
      time,
      region,
      resources,
      detail,
    });
  }

  private deliver(
    region: string,
    bus: string,
    envelope: Envelope,
    isForwarded = false,
  ): void {
    for (const rule of this.world.list(region, RULE)) {
      const { properties, phase } = rule;
      const isOn = phase === 'available' && properties.State !== 'DISABLED';
      const listensTo = busNameOf(stringOf(properties.EventBusName));
      if (
        isOn &&
        listensTo === bus &&
        matchesPattern(envelope, properties.EventPattern)
      ) {
        for (const target of listOf(properties.Targets).map(fieldsOf)) {
          this.send(rule, target, envelope, isForwarded);
        }
      }
    }
  }

  private send(
    rule: Resource,
    { Arn, RoleArn, DeadLetterConfig }: Record<string, unknown>,
    envelope: Envelope,
    isForwarded: boolean,
  ): void {
    const arn = stringOf(Arn) ?? '';
    const [, , service, region, , name = ''] = arn.split(':');
    if (service === 'events') {
      const bus = busNameOf(name);
      if (
        !isForwarded &&
        this.hasBus(region, bus) &&
        (region === rule.region ||
          this.mayPutEvents(stringOf(RoleArn) ?? '', arn))
      ) {
        this.deliver(region, bus, envelope, true);
      }
      return;
    }
    const body = JSON.stringify(envelope);
    const queue = this.queueFor(rule, arn);
    const deadLetters =
      queue ?? this.queueFor(rule, stringOf(fieldsOf(DeadLetterConfig).Arn));
    if (deadLetters) this.messages.send(deadLetters, body);
  }

  private hasBus(region: string, name: string): boolean {
    return (
      name === DEFAULT_BUS ||
      this.world
        .list(region, 'AWS::Events::EventBus')
        .some(({ physicalId }) => physicalId === name)
    );
  }

  /** The queue, if it exists and its policy lets the rule send to it. */
  private queueFor(rule: Resource, arn = ''): Resource | undefined {
    const { region } = rule;
    const queue = this.world
      .list(region, 'AWS::SQS::Queue')
      .find(({ attributes }) => attributes.Arn === arn);
    const isAllowed = this.world
      .list(region, 'AWS::SQS::QueuePolicy')
      .filter(({ properties }) =>
        stringsOf(properties.Queues).some(
          url =>
            url === queue?.physicalId || url === queue?.attributes.QueueUrl,
        ),
      )
      .flatMap(({ properties }) =>
        listOf(fieldsOf(properties.PolicyDocument).Statement).map(fieldsOf),
      )
      .some(statement => allows(statement, rule, arn));
    return isAllowed ? queue : undefined;
  }
}

/** Whether a statement of a queue's policy lets a rule send messages. */
function allows(
  {
    Effect,
    Principal,
    Action,
    Resource: on,
    Condition,
  }: Record<string, unknown>,
  rule: Resource,
  queueArn: string,
): boolean {
  const names = (value: unknown) => [value].flat().map(String);
  const { ArnEquals, ArnLike, StringEquals } = fieldsOf(Condition);
  const sources = [ArnEquals, ArnLike, StringEquals].flatMap(
    each => fieldsOf(each)['aws:SourceArn'] ?? [],
  );
  return (
    Effect === 'Allow' &&
    names(fieldsOf(Principal).Service).includes('events.amazonaws.com') &&
    names(Action).some(action =>
      ['sqs:SendMessage', 'sqs:*'].includes(action),
    ) &&
    names(on).some(resource => [queueArn, '*'].includes(resource)) &&
    (sources.length === 0 ||
      names(sources).includes(String(rule.attributes.Arn)))
  );
}
