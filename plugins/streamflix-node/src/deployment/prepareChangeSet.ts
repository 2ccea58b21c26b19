import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../AwsAccess';
import { RefusedError } from '../RefusedError';
import type { StreamflixSettings } from '../StreamflixSettings';
import type { Synthesis } from '../synthesis/synthesize';
import { findCause } from './causes';
import { createChangeSet, type ChangeSet } from './ChangeSet';
import { discard } from './discardPlan';
import type { OperationTokens } from './operationTokens';
import { persist } from './Patience';
import { stagingBucketOf, withStagedTemplate } from './stagedTemplate';

/** CloudFormation looked at the request and said no. */
const refusal =
  /^(ValidationError|InsufficientCapabilitiesException|LimitExceededException)$/;

/** CloudFormation says that the stack is no longer what it was when we looked: somebody else was quicker. */
const overtaken =
  /already exists and cannot be created again with the changeSet|is in \w+_IN_PROGRESS state and can ?not be updated/;

const changed = ({ suffix }: EnvironmentRef) =>
  new RefusedError([
    {
      path: '',
      message: `Environment ${suffix} has changed since it was planned. Plan it again.`,
    },
  ]);

function refused(reason: string): RefusedError {
  const cause = findCause(reason);
  return new RefusedError([
    {
      path: '',
      message: `CloudFormation refuses the plan: ${reason}${
        cause ? ` ${cause.meaning} ${cause.remedy}` : ''
      }`,
    },
  ]);
}

/**
 * Makes the change set of a deployment. One that did not come to be, or that is empty, is deleted again, together with
 * the stack that was made for its sake.
 *
 * @throws RefusedError when CloudFormation refuses the template
 */
export async function prepareChangeSet(
  clients: Pick<AwsClients, 'cloudFormation' | 's3'>,
  options: {
    ref: EnvironmentRef;
    settings: Pick<StreamflixSettings, 'stagingBucket' | 'patience'>;
    type: 'CREATE' | 'UPDATE';
    synthesis: Synthesis;
    tokens: OperationTokens;
    signal?: AbortSignal;
    onNotice?(sentence: string): void;
  },
): Promise<ChangeSet> {
  const { cloudFormation, s3 } = clients;
  const { ref, settings, tokens, signal, onNotice } = options;
  const name = stackName(ref.suffix);
  const takeBack = () =>
    discard(cloudFormation, name, { name: tokens.changeSet, stack: name });
  const bucket = stagingBucketOf(settings.stagingBucket, ref);
  let changeSet: ChangeSet | undefined;
  try {
    changeSet = await withStagedTemplate({ s3, bucket, ...options }, template =>
      persist(
        { action: 'cloudformation:CreateChangeSet', ...ref },
        () => {
          signal?.throwIfAborted();
          return createChangeSet(cloudFormation, {
            stackName: name,
            template,
            ...options,
          });
        },
        { signal, onNotice, patienceSeconds: settings.patience },
      ),
    );
    signal?.throwIfAborted();
  } catch (error) {
    // The first error is the one to tell; what hinders the clean-up is usually the same.
    await takeBack().catch(() => {});
    signal?.throwIfAborted();
    if (!(error instanceof Error && refusal.test(error.name))) throw error;
    throw overtaken.test(error.message) ? changed(ref) : refused(error.message);
  }
  if (!changeSet || changeSet.state === 'obsolete') {
    throw changed(ref);
  }
  if (changeSet.state === 'failed' || changeSet.state === 'empty') {
    await takeBack();
  }
  if (changeSet.state === 'failed') {
    throw refused(changeSet.reason ?? 'it gives no reason.');
  }
  return changeSet;
}
