import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  deleteUnexecutedPlans,
  listEnvironments,
  stacksUnderReview,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';

/** Milliseconds between two stacks, so that the job uses little of AWS's request rate. */
const pace = 500;

/**
 * Deletes StreamFlix change sets that were never executed and are more than an hour old, and stacks that exist only for them. A
 * failed deletion is logged and retried in the next run.
 */
export async function cleanUpPlans(
  access: AwsAccess,
  logger: LoggerService,
  signal: AbortSignal,
): Promise<void> {
  const { items } = await listEnvironments(access);
  for (const target of await access.targets()) {
    const problems: string[] = [];
    try {
      const stacks = [
        ...(await stacksUnderReview(access, target)),
        ...items
          .filter(
            ({ ref }) =>
              ref.account === target.account && ref.region === target.region,
          )
          .map(({ stack }) => stack.stackArn),
      ];
      for (const stackArn of stacks) {
        if (signal.aborted) return;
        try {
          const { deleted, failures } = await deleteUnexecutedPlans(
            access,
            stackArn,
          );
          if (deleted > 0) {
            logger.info(
              `Deleted ${deleted} plans of ${stackArn} that were not executed.`,
            );
          }
          problems.push(...failures.map(String));
        } catch (error) {
          problems.push(String(error));
        }
        await sleep(pace, undefined, { signal }).catch(() => {});
      }
    } catch (error) {
      problems.push(String(error));
    }
    if (problems.length > 0) {
      logger.warn(
        `Plans in ${target.region} of account ${
          target.account
        } that were not executed could not be deleted: ${[
          ...new Set(problems),
        ].join('; ')}`,
      );
    }
  }
}
