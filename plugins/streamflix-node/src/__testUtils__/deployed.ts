import type {
  EnvironmentInput,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { deployEnvironment } from '../deploy/deployEnvironment';
import { terminal } from './startAccess';

/** Deploys an environment as the form does, and waits for the end. */
export async function deployed(
  access: AwsAccess,
  input: EnvironmentInput,
  token = input.suffix,
): Promise<EnvironmentRef> {
  const { outcome, message, ref } = await deployEnvironment(access, {
    input,
    token,
    authorizer: terminal(access),
  });
  if (outcome !== 'created' && outcome !== 'updated') throw new Error(message);
  return ref;
}
