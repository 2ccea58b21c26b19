import {
  DescribeStacksCommand,
  GetTemplateCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  specFromMetadata,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { toStack, type Stack } from './Stack';

/** The stack, or undefined when it does not exist. A deleted stack is not found by name; by ARN, AWS returns it for 90 days. */
export async function describeStack(
  client: CloudFormationClient,
  nameOrArn: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName: nameOrArn }),
    );
    return Stacks.map(toStack)[0];
  } catch (error) {
    // CloudFormation has no specific error for this.
    if (
      error instanceof Error &&
      /^(ValidationError|StackNotFoundException)$/.test(error.name) &&
      /does not exist/i.test(error.message)
    ) {
      return undefined;
    }
    throw error;
  }
}

/** The template of an existing stack, as text. */
export async function readTemplateBody(
  client: CloudFormationClient,
  nameOrArn: string,
): Promise<string> {
  const { TemplateBody = '{}' } = await client.send(
    new GetTemplateCommand({ StackName: nameOrArn }),
  );
  return TemplateBody;
}

/** The specification in a template; undefined when there is none, or this version cannot read it. */
export function specOfTemplate(body: string): EnvironmentSpec | undefined {
  try {
    return specFromMetadata(JSON.parse(body).Metadata);
  } catch {
    // StreamFlix templates are JSON; anything else is another tool's YAML.
    return undefined;
  }
}

/** The specification in a stack's template, as `specOfTemplate`. */
export const readSpec = async (
  client: CloudFormationClient,
  nameOrArn: string,
): Promise<EnvironmentSpec | undefined> =>
  specOfTemplate(await readTemplateBody(client, nameOrArn));
