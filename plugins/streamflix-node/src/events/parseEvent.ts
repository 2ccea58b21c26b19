import { parse, validate } from '@aws-sdk/util-arn-parser';
import {
  environmentSpecSchema,
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsTarget';
import { refOfStack } from '../cloudformation/refOfStack';

/**
 * What an event of AWS is about. It is only a hint that something has changed there: anyone who may send to the queue, or put events
 * on the bus, decides its content.
 *
 * @public
 */
export interface ChangeHint {
  /** Where it happened. */
  target: AwsTarget;
  /** The environment, where the event names its stack or its tags. */
  ref?: EnvironmentRef;
  /** Otherwise the name of the resource, such as `cluster-demo`, which ends with the suffix of its environment. */
  resource?: string;
  /** When it happened, in milliseconds since the epoch; undefined when the event has no time. */
  at?: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : '';

/** Name of the cluster, from its ARN, or from that of one of its services or tasks. */
function clusterOf({ detail, resources }: Event): string | undefined {
  const [first] = Array.isArray(resources) ? resources : [];
  const arn = textOf(detail.clusterArn) || textOf(first);
  if (!validate(arn)) return undefined;
  return parse(arn).resource.split('/')[1];
}

function ofSuffix({ target }: Event, suffix: unknown) {
  const { data } = environmentSpecSchema.shape.suffix.safeParse(suffix);
  return data === undefined ? undefined : { ref: { ...target, suffix: data } };
}

interface Event {
  target: AwsTarget;
  detail: Fields;
  resources: unknown;
}

/** How the events of each source name the environment. */
const sources: Readonly<
  Record<
    string,
    (event: Event) => Omit<ChangeHint, 'target' | 'at'> | undefined
  >
> = {
  'aws.cloudformation': event => {
    const { target } = event;
    const ref = refOfStack(textOf(event.detail['stack-id']));
    const isHere =
      ref?.account === target.account && ref.region === target.region;
    // Another stack: it still shows that events arrive.
    return (isHere && ofSuffix(event, ref.suffix)) || {};
  },
  'aws.ecs': event => ({ resource: clusterOf(event) }),
  'aws.rds': event =>
    ofSuffix(event, fieldsOf(event.detail.Tags)[stackTags.suffix]) ?? {
      resource: textOf(event.detail.SourceIdentifier),
    },
  'aws.cloudwatch': ({ detail }) => ({ resource: textOf(detail.alarmName) }),
};

/**
 * Reads the body of a message of EventBridge.
 *
 * @returns undefined when it is not an event of a service that is watched
 */
export function parseEvent(body: string): ChangeHint | undefined {
  let event: Fields;
  try {
    event = fieldsOf(JSON.parse(body));
  } catch {
    return undefined;
  }
  const account = textOf(event.account);
  const region = textOf(event.region);
  const source = textOf(event.source);
  if (!/^\d{12}$/.test(account) || !Object.hasOwn(sources, source)) {
    return undefined;
  }
  const target = { account, region };
  const hint = sources[source]({
    target,
    detail: fieldsOf(event.detail),
    resources: event.resources,
  });
  const at = Date.parse(textOf(event.time));
  return hint && { target, ...hint, at: Number.isNaN(at) ? undefined : at };
}
