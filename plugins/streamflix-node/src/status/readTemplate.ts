import {
  metadataKeys,
  type EnvironmentTemplate,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { readTemplateBody } from '../cloudformation/describeStack';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

/** Without request and history, which name users or identities in AWS. Another template stays as it is. */
function withoutRequesters(body: string): string {
  try {
    const { Metadata, ...template } = JSON.parse(body);
    const { request, history } = metadataKeys;
    if (![request, history].some(key => key in Object(Metadata))) return body;
    const { [request]: _, [history]: __, ...metadata } = Metadata;
    return JSON.stringify({ ...template, Metadata: metadata });
  } catch {
    return body;
  }
}

/**
 * The template of exactly this stack, as it was given to CloudFormation, without who requested it.
 *
 * @throws AwsError
 * @public
 */
export async function readTemplate(
  access: AwsAccess,
  { ref, stack }: ListedEnvironment,
): Promise<EnvironmentTemplate> {
  const { cloudFormation } = await access.clients(ref);
  const body = await readTemplateBody(cloudFormation, stack.stackArn);
  return { body: withoutRequesters(body) };
}
