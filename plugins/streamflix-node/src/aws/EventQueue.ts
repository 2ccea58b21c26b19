import { partitionOfRegion } from './partitionOfRegion';

/**
 * An SQS queue that receives the events of AWS.
 *
 * @public
 */
export interface EventQueue {
  account: string;
  region: string;
  name: string;
  arn: string;
  url: string;
}

/**
 * A standard queue, from its ARN or its URL.
 *
 * @returns undefined when it is neither
 */
export function parseEventQueue(text: string): EventQueue | undefined {
  const [, partition, region, account, name] =
    /^arn:(aws[\w-]*):sqs:([a-z0-9-]+):(\d{12}):([\w-]{1,80})$/.exec(text) ??
    [];
  if (account) {
    const domain =
      partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    const url = `https://sqs.${region}.${domain}/${account}/${name}`;
    return { account, region, name, arn: text, url };
  }
  const [, ofUrl, owner, queue] =
    /^https:\/\/sqs\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w-]{1,80})$/.exec(
      text,
    ) ?? [];
  if (!owner) return undefined;
  const arn = `arn:${partitionOfRegion(ofUrl)}:sqs:${ofUrl}:${owner}:${queue}`;
  return { account: owner, region: ofUrl, name: queue, arn, url: text };
}
