import {
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { metadataKeys } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { parse } from 'yaml';

const target = { account: '000000000000', region: 'eu-west-2' };

/** A stack without the values that AWS generates. */
export async function readStack(access: AwsAccess, name: string) {
  const { cloudFormation: client } = await access.clients(target);
  const { Stacks: [stack] = [] } = await client.send(
    new DescribeStacksCommand({ StackName: name }),
  );
  const { TemplateBody = '' } = await client.send(
    new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }),
  );
  // The CDK CLI sends YAML; we send JSON, which is valid YAML.
  const template = parse(TemplateBody) as { Metadata: Record<string, string> };
  // The requester is not part of the app: the engine adds it.
  delete template.Metadata[metadataKeys.request];
  delete template.Metadata[metadataKeys.history];
  const resources: string[] = [];
  for await (const page of paginateListStackResources(
    { client },
    { StackName: name },
  )) {
    for (const each of page.StackResourceSummaries ?? []) {
      resources.push(
        `${each.LogicalResourceId} ${each.ResourceType} ${each.ResourceStatus}`,
      );
    }
  }
  return {
    status: stack.StackStatus,
    template,
    resources: resources.sort(),
    outputs: (stack.Outputs ?? []).map(({ OutputKey }) => OutputKey).sort(),
    tags: Object.fromEntries(
      (stack.Tags ?? []).map(({ Key, Value }) => [Key, Value]),
    ),
  };
}

/** Whether the stack no longer exists. */
export async function isGone(access: AwsAccess, name: string) {
  const { cloudFormation } = await access.clients(target);
  const { Stacks = [] } = await cloudFormation.send(
    new DescribeStacksCommand({}),
  );
  return !Stacks.some(({ StackName }) => StackName === name);
}
