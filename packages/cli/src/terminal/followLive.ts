import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  DurationLearner,
  OperationReading,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { describeProgress } from './describeProgress';
import type { Terminal } from './Terminal';

/** Milliseconds between two readings, each of which is one call to AWS. */
const interval = 2_000;

/**
 * Shows an operation in a line that changes, until it is stopped. The operation is followed elsewhere: what cannot be read here is
 * not shown, and no error.
 *
 * @param target.id - such as `deploy-<id of the operation>`
 * @returns stops it
 */
export function followLive(
  terminal: Terminal,
  access: AwsAccess,
  target: { ref: EnvironmentRef; stackArn: string; id: string },
): () => void {
  const { live } = terminal;
  if (!live) return () => {};
  const end = new AbortController();
  const learner = new DurationLearner();
  const follow = async () => {
    let reading: OperationReading | undefined;
    while (!end.signal.aborted) {
      try {
        if (reading) await reading.refresh();
        else reading = await OperationReading.find(access, target);
        reading?.teach(learner);
        if (reading && !end.signal.aborted) {
          live(describeProgress(reading.operation(learner)));
        }
      } catch {
        // Shown again with the next reading.
      }
      await sleep(interval, undefined, { signal: end.signal }).catch(() => {});
    }
  };
  void follow();
  return () => {
    end.abort();
    live(undefined);
  };
}
