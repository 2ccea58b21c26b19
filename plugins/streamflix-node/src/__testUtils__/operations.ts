import { randomUUID } from 'node:crypto';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { deployEnvironment } from '../deploy/deployEnvironment';
import type { DeployRequest } from '../deploy/DeployRequest';
import {
  destroyEnvironment,
  type DestroyRequest,
} from '../destroy/destroyEnvironment';
import type { DeploymentOutcome } from '../follow/Outcome';
import type { Plan } from '../plan/Plan';
import { planEnvironment } from '../plan/planEnvironment';
import type { PlanRequest } from '../plan/PlanRequest';
import { terminal } from './startAccess';

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** Plans for a user's review; in the terminal unless the request names another authorizer. */
export const planReview = (
  access: AwsAccess,
  request: Optional<PlanRequest, 'authorizer' | 'purpose'>,
) =>
  planEnvironment(access, {
    authorizer: terminal(access),
    purpose: 'review',
    ...request,
  });

/** Executes a reviewed plan. */
export const execute = (
  access: AwsAccess,
  {
    plan: { request, changeSetArn },
    ...options
  }: Optional<Omit<DeployRequest, 'input' | 'changeSetArn'>, 'authorizer'> & {
    plan: Pick<Plan, 'request' | 'changeSetArn'>;
  },
) =>
  deployEnvironment(access, {
    authorizer: terminal(access),
    ...options,
    input: request,
    changeSetArn,
  });

/** Destroys; in the terminal unless the request names another authorizer. */
export const destroy = (
  access: AwsAccess,
  request: Optional<DestroyRequest, 'authorizer'>,
) => destroyEnvironment(access, { authorizer: terminal(access), ...request });

/**
 * Plans and deploys, as most callers do. Returns the first plan, if there was one: an operation already started is only
 * followed.
 */
export async function planAndDeploy(
  access: AwsAccess,
  input: EnvironmentInput,
  options: Partial<Omit<DeployRequest, 'input'>> = {},
): Promise<{ plan?: Plan; outcome: DeploymentOutcome; lines: string[] }> {
  const lines: string[] = [];
  let plan: Plan | undefined;
  const outcome = await deployEnvironment(access, {
    authorizer: terminal(access),
    token: randomUUID(),
    ...options,
    input,
    onPlan(made) {
      // After a recovery it plans again.
      plan ??= made;
      options.onPlan?.(made);
    },
    onProgress(progress) {
      lines.push(progress.line);
      options.onProgress?.(progress);
    },
  });
  return { plan, outcome, lines };
}
