import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../AwsAccess';
import { toAwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';
import type { StreamflixSettings } from '../StreamflixSettings';
import type { Synthesis } from '../synthesis/synthesize';
import { findCause } from './causes';
import { createChangeSet, type ChangeSet } from './ChangeSet';
import { discard } from './discardPlan';
import type { OperationTokens } from './operationTokens';
import { persist } from './Patience';
import { readFindings } from './readFindings';
import { stagingBucketOf, withStagedTemplate } from './stagedTemplate';

/** CloudFormation looked at the request and said no. */
const refusedRequest =
  /^(ValidationError|InsufficientCapabilitiesException|LimitExceededException)$/;

/** CloudFormation looked at the change set beforehand and found what would fail; it tells what by `DescribeEvents` alone. */
const earlyValidation = /AWS::EarlyValidation::/;

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

function sentenceOf(reason: string): string {
  const cause = findCause(reason);
  return cause ? `${reason} ${cause.meaning} ${cause.remedy}` : reason;
}

const refused = (...sentences: string[]) =>
  new RefusedError(
    sentences.map(sentence => ({
      path: '',
      message: `CloudFormation refuses the plan: ${sentence}`,
    })),
  );

/** What a failed change set is told for: what its validation found, or in AWS's own words. */
async function refusalOf(
  cloudFormation: AwsClients['cloudFormation'],
  { arn, reason = 'it gives no reason.' }: ChangeSet,
  ref: EnvironmentRef,
): Promise<RefusedError> {
  if (!earlyValidation.test(reason)) return refused(sentenceOf(reason));
  try {
    const findings = await readFindings(cloudFormation, arn);
    if (findings.length === 0) return refused(sentenceOf(reason));
    return refused(
      ...findings.map(
        ({ logicalId, type, reason: found, path }) =>
          `${logicalId} (${type})${path ? `, at ${path}` : ''}: ${sentenceOf(
            found,
          )}`,
      ),
    );
  } catch (error) {
    const call = { action: 'cloudformation:DescribeEvents', ...ref };
    const { message } = toAwsError(error, call) ?? (error as Error);
    return refused(
      `${sentenceOf(reason)} What was found could not be read: ${message}`,
    );
  }
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
    if (!(error instanceof Error && refusedRequest.test(error.name)))
      throw error;
    throw overtaken.test(error.message)
      ? changed(ref)
      : refused(sentenceOf(error.message));
  }
  if (!changeSet || changeSet.state === 'obsolete') {
    throw changed(ref);
  }
  // Asked before it is taken back: what was found goes with it.
  const refusal =
    changeSet.state === 'failed'
      ? await refusalOf(cloudFormation, changeSet, ref)
      : undefined;
  if (refusal || changeSet.state === 'empty') await takeBack();
  if (refusal) throw refusal;
  return changeSet;
}
