import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';

const defaultRegion = 'eu-west-2';

/** Calls CloudFormation for the stack of an environment; returns the XML of the response or the error. */
export async function askCloudFormation(
  { url }: Pick<LocalAws, 'url'>,
  suffix: string,
  parameters: { Action: string; [name: string]: string },
  region = defaultRegion,
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/cloudformation/aws4_request`,
    },
    body: new URLSearchParams({
      Version: '2010-05-15',
      StackName: stackName(suffix),
      ...parameters,
    }),
  });
  return response.text();
}

/** Status of the environment's stack; undefined when there is none. */
export async function stackStatus(
  aws: Pick<LocalAws, 'url'>,
  suffix: string,
  region?: string,
): Promise<string | undefined> {
  const answer = await askCloudFormation(
    aws,
    suffix,
    { Action: 'DescribeStacks' },
    region,
  );
  return /<StackStatus>(\w+)</.exec(answer)?.[1];
}

/** Everything CloudFormation returns about the stack: tags, outputs, protection, template, events and change sets. */
export async function stackState(
  aws: Pick<LocalAws, 'url'>,
  suffix: string,
  region?: string,
): Promise<string> {
  const answers = await Promise.all(
    [
      'DescribeStacks',
      'GetTemplate',
      'DescribeStackEvents',
      'ListChangeSets',
    ].map(Action => askCloudFormation(aws, suffix, { Action }, region)),
  );
  return answers.join('\n').replace(/<RequestId>.*?<\/RequestId>/g, '');
}
