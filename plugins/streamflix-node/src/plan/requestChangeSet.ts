import {
  printable,
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { RefusedError } from '../aws/RefusedError';
import { retryUntilAnswered } from '../aws/RetryWindow';
import { withCause } from '../causes/findCause';
import type { Grant } from '../cloudformation/Grant';
import {
  changeSetName,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import {
  StackWriter,
  type StagedTemplate,
} from '../cloudformation/StackWriter';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { withoutCaller } from '../cloudformation/withoutCaller';
import { readChangeSet, type ChangeSetId } from './ChangeSet';
import { discardChangeSet } from './discardPlan';
import { refuseBucket, stagedTemplate } from './stagedTemplate';

/** CloudFormation received the request and refused it. */
const refusedRequest =
  /^(ValidationError|InsufficientCapabilitiesException|LimitExceededException)$/;

/** CloudFormation reports that the stack has changed since it was read: another request was faster. */
const overtaken =
  /already exists and cannot be created again with the changeSet|is in \w+_IN_PROGRESS state and can ?not be updated/;

export const changed = ({ suffix }: EnvironmentRef) =>
  new RefusedError([
    {
      path: '',
      message: `Environment ${suffix} has changed since it was planned. Plan it again.`,
    },
  ]);

export const refused = (...reasons: string[]) =>
  new RefusedError(
    reasons.map(reason => ({
      path: '',
      message: `CloudFormation refuses the plan: ${withoutCaller(
        printable(reason),
      )}`,
    })),
  );

/** The change set of an operation, and what is needed to create it. */
export interface ChangeSetRequest {
  ref: EnvironmentRef;
  operation: string;
  purpose: ChangeSetPurpose;
  template: string;
  tags: Record<string, string>;
  /** Grants its creation. */
  authorize(): Promise<Grant>;
  signal?: AbortSignal;
  onNotice?(message: string): void;
}

export const discardIn = (
  access: AwsAccess,
  { ref, operation, purpose }: ChangeSetRequest,
): Promise<void> =>
  discardChangeSet(
    access,
    UnexecutedChangeSet.ofOperation(ref, operation, purpose),
  );

export function stagedFor(
  access: AwsAccess,
  { ref, operation, purpose, template }: ChangeSetRequest,
): StagedTemplate | undefined {
  const bytes = Buffer.byteLength(template);
  const name = changeSetName(operation, purpose);
  return stagedTemplate(access.settings, ref, { bytes, name });
}

/** Deletes the copy of a template that CloudFormation has read; a lifecycle rule of the bucket deletes what is left there. */
export async function deleteStaged(
  access: AwsAccess,
  ref: EnvironmentRef,
  staged: StagedTemplate | undefined,
): Promise<void> {
  if (!staged) return;
  await new StackWriter(access)
    .deleteStagedTemplate(ref, staged)
    .catch(() => {});
}

/** Requests the creation of a change set, once. @returns its id; it may not be created yet */
async function request(
  access: AwsAccess,
  options: ChangeSetRequest,
): Promise<ChangeSetId> {
  const { ref, operation, purpose, template, tags, signal } = options;
  signal?.throwIfAborted();
  const name = changeSetName(operation, purpose);
  const staged = stagedFor(access, options);
  const id: ChangeSetId = { name, stack: stackName(ref.suffix) };
  try {
    // Not aborted: AWS might still create it after the clean-up found nothing.
    const arn = await new StackWriter(access).createChangeSet(
      await options.authorize(),
      { purpose, template, tags, staged },
    );
    return arn ? { arn } : id;
  } catch (error) {
    const { cloudFormation } = await access.clients(ref);
    // It already exists, or another run has executed it and the stack has changed since it was read.
    const isRepeated =
      error instanceof Error &&
      (error.name === 'AlreadyExistsException' ||
        (error.name === 'ValidationError' &&
          (await readChangeSet(cloudFormation, id, signal).catch(
            () => undefined,
          ))));
    if (!isRepeated) throw staged ? refuseBucket(error, ref, staged) : error;
    return id;
  }
}

/**
 * Requests a change set, with retries until AWS answers. What was created is deleted when it fails.
 *
 * @param then - what is done with its id, also until AWS answers
 * @throws RefusedError when CloudFormation refuses the template
 */
export async function requestUntilAnswered<T>(
  access: AwsAccess,
  options: ChangeSetRequest & { retryTimeout?: number },
  then: (id: ChangeSetId) => Promise<T>,
): Promise<T> {
  const { ref, signal, onNotice } = options;
  const { retryTimeout = access.settings.retryTimeout } = options;
  try {
    const found = await retryUntilAnswered(
      async () => then(await request(access, options)),
      {
        signal,
        onNotice,
        settings: { ...access.settings, retryTimeout },
      },
    );
    signal?.throwIfAborted();
    return found;
  } catch (error) {
    // Report the first error; the clean-up usually fails for the same reason.
    await discardIn(access, options).catch(() => {});
    signal?.throwIfAborted();
    if (!(error instanceof Error && refusedRequest.test(error.name))) {
      throw error;
    }
    throw overtaken.test(error.message)
      ? changed(ref)
      : refused(withCause(error.message));
  }
}

/**
 * Requests the change set of a review, and does not wait for it.
 *
 * @returns its ARN
 * @throws RefusedError when CloudFormation refuses the template at once
 */
export async function requestChangeSet(
  access: AwsAccess,
  options: ChangeSetRequest & { retryTimeout: number },
): Promise<string> {
  const { cloudFormation } = await access.clients(options.ref);
  try {
    return await requestUntilAnswered(access, options, async id => {
      if ('arn' in id) return id.arn;
      const found = await readChangeSet(cloudFormation, id);
      if (!found) throw changed(options.ref);
      return found.arn;
    });
  } catch (error) {
    await deleteStaged(access, options.ref, stagedFor(access, options));
    throw error;
  }
}
