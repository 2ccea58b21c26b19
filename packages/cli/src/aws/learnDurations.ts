import {
  stackName,
  type EnvironmentRef,
  type LearnedDurations,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  DurationLearner,
  readObservedStack,
  readOperations,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';

/**
 * How long resources of an environment took in its earlier operations. They only say how long a plan will take, so what cannot be
 * read is left out.
 */
export async function learnDurations(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<LearnedDurations> {
  const learner = new DurationLearner();
  try {
    const stack = await readObservedStack(access, ref, stackName(ref.suffix));
    if (stack) {
      await readOperations(access, ref, stack.arn, new Date(0), {
        latest: 10,
        onEvents: events => learner.learn(ref.account, stack.arn, events),
      });
    }
  } catch {
    // The plan reports what AWS does not allow.
  }
  return learner.of(ref.account);
}
