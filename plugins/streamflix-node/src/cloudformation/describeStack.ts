import {
  DescribeStacksCommand,
  GetTemplateCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  printable,
  specFromMetadata,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';

/** The stack, or undefined when it does not exist. A deleted stack is not found by name; by ARN, AWS returns it for 90 days. */
export async function describeStack(
  client: CloudFormationClient,
  nameOrArn: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName: nameOrArn }),
    );
    return Stacks[0];
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

/** Value of one of the stack's tags. */
export const tagOf = (
  stack: Pick<Stack, 'Tags'> | undefined,
  key: string,
): string | undefined => stack?.Tags?.find(tag => tag.Key === key)?.Value;

/** Outputs that pages and catalog entities show as links. */
const links: readonly string[] = [stackOutputs.apiUrl];

const isLink = (value: string) =>
  URL.canParse(value) && new URL(value).protocol === 'https:';

/** The stack's outputs. An output shown as a link is left out unless it uses https: a `javascript:` URL would run as code. */
export const outputsOf = (
  stack: Pick<Stack, 'Outputs'> | undefined,
): Record<string, string> =>
  Object.fromEntries(
    (stack?.Outputs ?? [])
      .map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        printable(OutputValue),
      ])
      .filter(([key, value]) => !links.includes(key) || isLink(value)),
  );

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
