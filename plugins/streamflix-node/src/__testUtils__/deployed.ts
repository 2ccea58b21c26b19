import type {
  EnvironmentInput,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { deployEnvironment } from '../deployment/deployEnvironment';
import { planEnvironment } from '../deployment/planEnvironment';

/** Deploys an environment as the form does, and waits for the end. */
export async function deployed(
  access: AwsAccess,
  input: EnvironmentInput,
  token = input.suffix,
): Promise<EnvironmentRef> {
  const plan = await planEnvironment(access, { input, token });
  const { outcome, sentence } = await deployEnvironment(access, {
    plan,
    token,
  });
  if (outcome !== 'created' && outcome !== 'updated') throw new Error(sentence);
  return plan.ref;
}
