import {
  metadataKeys,
  type EnvironmentTemplate,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { readTemplateBody } from '../cloudformation/describeStack';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

/** Without the request, which names the user or the AWS identity that made it. Another template stays as it is. */
function withoutRequest(body: string): string {
  try {
    const { Metadata, ...template } = JSON.parse(body);
    if (!(metadataKeys.request in Object(Metadata))) return body;
    const { [metadataKeys.request]: _, ...metadata } = Metadata;
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
  return { body: withoutRequest(body) };
}
