import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  stackStatus,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { executionRoleArn } from '../cloudformation/executionRoleArn';
import type { RunningStack } from '../cloudformation/RunningStack';
import { checkImages } from './checkImages';
import { checkLimits } from './checkInput';
import { specInUse } from './specInUse';
import { checkSecrets } from './secrets';

/**
 * Checks what needs no template: the credentials, the installation's limits, CloudFormation's role, the images and the
 * secrets.
 *
 * @returns also what AWS may refuse, and the errors of checks that AWS did not answer
 */
export async function checkInAws(
  access: AwsAccess,
  clients: AwsClients,
  found: { ref: EnvironmentRef; spec: EnvironmentSpec },
  running: RunningStack,
  onNotice?: (line: string) => void,
): Promise<{ problems: Problem[]; warnings: string[]; errors: unknown[] }> {
  const { ref, spec } = found;
  // Checked each time: the credentials may have expired since the last operation.
  const { Account } = await retryThrottled(() =>
    clients.sts.send(new GetCallerIdentityCommand({})),
  );
  const problems: Problem[] =
    Account === ref.account
      ? []
      : [
          {
            path: 'account',
            message: `The credentials configured for AWS account ${ref.account} belong to another account. Correct aws.accounts in the configuration.`,
          },
        ];
  const stack = await running.stack();
  const before =
    stack && stackStatus(stack.status).nextStep === 'update'
      ? await specInUse(running)
      : undefined;
  const limits = checkLimits(access, ref, spec, before);
  for (const warning of limits.warnings) onNotice?.(warning);
  problems.push(...limits.problems);
  const role = executionRoleArn(access.settings, ref);
  if (stack?.roleArn && stack.roleArn !== role) {
    onNotice?.(
      role
        ? `CloudFormation has acted on this stack with ${stack.roleArn}; from now on it acts with ${role}.`
        : `CloudFormation continues to act on this stack with ${stack.roleArn}: a stack keeps its role although none is configured (streamflix.aws.executionRole).`,
    );
  }
  // Users who may not use a secret or an image must not learn whether it exists.
  if (limits.problems.length > 0) {
    return { problems, warnings: [], errors: [] };
  }
  const [images, secrets] = await Promise.allSettled([
    checkImages(clients, ref, spec, before),
    checkSecrets(clients.secretsManager, spec, ref),
  ]);
  if (images.status === 'rejected') throw images.reason;
  const { notices, warnings } = images.value;
  for (const notice of notices) onNotice?.(notice);
  problems.push(...images.value.problems);
  if (secrets.status === 'rejected') {
    return { problems, warnings, errors: [secrets.reason] };
  }
  return { problems: [...problems, ...secrets.value], warnings, errors: [] };
}
