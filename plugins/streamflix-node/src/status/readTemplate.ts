import type { EnvironmentTemplate } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { readTemplateBody } from '../cloudformation/describeStack';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

/**
 * The template of exactly this stack, as it was given to CloudFormation.
 *
 * @throws AwsError
 * @public
 */
export async function readTemplate(
  access: AwsAccess,
  { ref, stack }: ListedEnvironment,
): Promise<EnvironmentTemplate> {
  const { cloudFormation } = await access.clients(ref);
  return { body: await readTemplateBody(cloudFormation, stack.stackArn) };
}
