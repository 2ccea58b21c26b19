import {
  eventQueueName,
  eventsStackName,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnEventBus,
  CfnEventBusPolicy,
  CfnRule,
} from 'aws-cdk-lib/aws-events';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import {
  Aws,
  CfnOutput,
  LegacyStackSynthesizer,
  Stack,
} from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { denyPlaintext } from './denyPlaintext';
import { eventPatterns } from './eventPatterns';
import { permission, trust } from './permission';

/** Where the events of an account and region go. */
export interface EventsOptions {
  /** ARN of an event bus in another account or region; the events then get no queue here. @default - a queue of this stack */
  readonly forwardTo?: string;
  /** Other accounts whose events this stack receives through an event bus. @default - none, and no event bus */
  readonly acceptFrom?: readonly string[];
}

/** Seconds. An older hint is of no use: polling has seen the change by then. */
const retention = 3600;
const deadLetterRetention = 4 * 24 * 3600;
/** Seconds in which a receiver reads the environment; it gets the message again otherwise. */
const visibilityTimeout = 60;
const receives = 5;

/**
 * The events by which a portal notices changes of environments at once: rules of EventBridge, and a queue that only they may send to.
 * One stack in each account and region; the template is the same for all.
 */
export class EventsStack extends Stack {
  constructor(scope: Construct, options: EventsOptions = {}) {
    super(scope, 'Events', {
      stackName: eventsStackName,
      description: 'Events of StreamFlix environments',
      suppressTemplateIndentation: true,
      synthesizer: new LegacyStackSynthesizer(),
    });
    if (options.forwardTo) this.forward(options.forwardTo);
    else this.receive(options.acceptFrom ?? []);
  }

  private forward(busArn: string): void {
    const role = new Role(this, 'ForwardRole', {
      assumedBy: trust(
        'events.amazonaws.com',
        'The rules forward events with this role.',
      ),
      inlinePolicies: {
        forward: new PolicyDocument({
          statements: [
            permission({
              why: 'The rules send events to the central event bus.',
              actions: ['events:PutEvents'],
              resources: [busArn],
            }),
          ],
        }),
      },
    });
    this.rules({ id: 'Bus', arn: busArn, roleArn: role.roleArn });
  }

  private receive(accounts: readonly string[]): void {
    const deadLetters = new CfnQueue(this, 'DeadLetterQueue', {
      queueName: `${eventQueueName}-failed`,
      messageRetentionPeriod: deadLetterRetention,
      sqsManagedSseEnabled: true,
    });
    const queue = new CfnQueue(this, 'Queue', {
      queueName: eventQueueName,
      messageRetentionPeriod: retention,
      visibilityTimeout,
      receiveMessageWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
      redrivePolicy: {
        deadLetterTargetArn: deadLetters.attrArn,
        maxReceiveCount: receives,
      },
    });
    const target = {
      id: 'Queue',
      arn: queue.attrArn,
      deadLetterConfig: { arn: deadLetters.attrArn },
    };
    const rules = this.rules(target);
    if (accounts.length > 0) {
      rules.push(
        new CfnRule(this, 'ForwardedRule', {
          eventBusName: this.bus(accounts).ref,
          // The rules that forward have chosen among them.
          eventPattern: {
            source: Object.values(eventPatterns).flatMap(
              ({ source }) => source,
            ),
          },
          targets: [target],
        }),
      );
    }
    this.allow('Queue', queue, rules);
    this.allow('DeadLetterQueue', deadLetters, rules);
    new CfnOutput(this, 'QueueArn', { value: queue.attrArn });
  }

  private allow(id: string, queue: CfnQueue, rules: readonly CfnRule[]): void {
    new CfnQueuePolicy(this, `${id}Policy`, {
      queues: [queue.ref],
      policyDocument: new PolicyDocument({
        statements: [
          permission({
            why: 'Only the rules of this stack send to the queue.',
            principals: [new ServicePrincipal('events.amazonaws.com')],
            actions: ['sqs:SendMessage'],
            resources: [queue.attrArn],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': rules.map(({ attrArn }) => attrArn),
              },
            },
          }),
          denyPlaintext(['sqs:*'], queue.attrArn),
        ],
      }),
    });
  }

  /** A bus of its own, so that other accounts can send nothing to the default bus. */
  private bus(accounts: readonly string[]): CfnEventBus {
    const bus = new CfnEventBus(this, 'Bus', { name: eventQueueName });
    for (const account of accounts) {
      new CfnEventBusPolicy(this, `BusPolicy${account}`, {
        eventBusName: bus.ref,
        statementId: `account-${account}`,
        statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:${Aws.PARTITION}:iam::${account}:root` },
          Action: 'events:PutEvents',
          Resource: bus.attrArn,
        },
      });
    }
    new CfnOutput(this, 'BusArn', { value: bus.attrArn });
    return bus;
  }

  private rules(target: CfnRule.TargetProperty): CfnRule[] {
    return Object.entries(eventPatterns).map(
      ([name, eventPattern]) =>
        new CfnRule(this, `${name}Rule`, { eventPattern, targets: [target] }),
    );
  }
}
