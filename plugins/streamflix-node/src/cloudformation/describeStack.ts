import {
  DescribeStacksCommand,
  GetTemplateCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  isValues,
  readSpecMetadata,
  type EnvironmentSpec,
  type MetadataReading,
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

/** The specification in a template, or why it cannot be read. */
export function specOfTemplate(body: string): MetadataReading<EnvironmentSpec> {
  let template: unknown;
  try {
    template = JSON.parse(body);
  } catch {
    return {
      ok: false,
      reason: 'The template is not JSON, as StreamFlix writes it.',
    };
  }
  return readSpecMetadata(isValues(template) ? template.Metadata : undefined);
}

/** The specification in a stack's template, as `specOfTemplate`. */
export const readSpec = async (
  client: CloudFormationClient,
  nameOrArn: string,
): Promise<MetadataReading<EnvironmentSpec>> =>
  specOfTemplate(await readTemplateBody(client, nameOrArn));
