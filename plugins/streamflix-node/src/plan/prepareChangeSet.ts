import {
  printable,
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import type { Grant } from '../cloudformation/Grant';
import {
  changeSetName,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { withoutCaller } from '../cloudformation/withoutCaller';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { RefusedError } from '../aws/RefusedError';
import { withCause } from '../causes/findCause';
import {
  awaitChangeSet,
  readChangeSet,
  type ChangeSet,
  type ChangeSetId,
} from './ChangeSet';
import { discardChangeSet } from './discardPlan';
import { retryUntilAnswered } from '../aws/RetryWindow';
import { retryThrottled } from '../aws/retryThrottled';
import { readFindings, type Finding } from '../cloudformation/readFindings';
import { refuseBucket, stagedTemplate } from './stagedTemplate';

/** CloudFormation received the request and refused it. */
const refusedRequest =
  /^(ValidationError|InsufficientCapabilitiesException|LimitExceededException)$/;

/** CloudFormation validated the change set and found what would fail; `DescribeEvents` has the details. */
const earlyValidation = /AWS::EarlyValidation::/;

/** CloudFormation reports that the stack has changed since it was read: another request was faster. */
const overtaken =
  /already exists and cannot be created again with the changeSet|is in \w+_IN_PROGRESS state and can ?not be updated/;

const changed = ({ suffix }: EnvironmentRef) =>
  new RefusedError([
    {
      path: '',
      message: `Environment ${suffix} has changed since it was planned. Plan it again.`,
    },
  ]);

const refused = (...reasons: string[]) =>
  new RefusedError(
    reasons.map(reason => ({
      path: '',
      message: `CloudFormation refuses the plan: ${withoutCaller(
        printable(reason),
      )}`,
    })),
  );

/** A finding in one line: the resource, and AWS's message with its cause. */
const describeFinding = ({ logicalId, type, reason, path }: Finding) =>
  `${logicalId} (${type})${path ? `, at ${path}` : ''}: ${withCause(reason)}`;

/** What CloudFormation warns of, such as a quota that the deployment would exceed. */
interface ChangeSetWarning {
  message: string;
  /** The resource type whose quota it is about. */
  quotaOf?: string;
}

async function readWarnings(
  cloudFormation: AwsClients['cloudFormation'],
  changeSet: ChangeSet,
): Promise<ChangeSetWarning[]> {
  try {
    const findings = await retryThrottled(() =>
      readFindings(cloudFormation, changeSet.arn),
    );
    return findings.map(finding => ({
      message: describeFinding(finding),
      quotaOf: /quota|limit/i.test(finding.reason) ? finding.type : undefined,
    }));
  } catch (error) {
    return [
      {
        message: `What CloudFormation warns of could not be read: ${describeForUser(
          error,
        )}`,
      },
    ];
  }
}

/** Why a change set failed: the findings of its validation, or the reason AWS gives. */
async function refusalOf(
  cloudFormation: AwsClients['cloudFormation'],
  { arn, reason = 'it gives no reason.' }: ChangeSet,
): Promise<RefusedError> {
  if (!earlyValidation.test(reason)) return refused(withCause(reason));
  try {
    const findings = await readFindings(cloudFormation, arn);
    const failures = findings.filter(({ mode }) => mode === 'FAIL');
    return failures.length === 0
      ? refused(withCause(reason))
      : refused(...failures.map(describeFinding));
  } catch (error) {
    return refused(
      `${withCause(reason)} What was found could not be read: ${describeForUser(
        error,
      )}`,
    );
  }
}

/** A change set, with what CloudFormation warns of: see `Plan`. */
export interface PreparedChangeSet extends ChangeSet {
  warnings: ChangeSetWarning[];
}

/**
 * Creates the change set of an operation; a repeated call for the same operation finds it. A failed or empty change set is
 * deleted, together with the stack that was created only for it.
 *
 * @param options.authorize - grants its creation
 * @throws RefusedError when CloudFormation refuses the template
 */
export async function prepareChangeSet(
  access: AwsAccess,
  options: {
    ref: EnvironmentRef;
    operation: string;
    purpose: ChangeSetPurpose;
    template: string;
    tags: Record<string, string>;
    authorize(): Promise<Grant>;
    signal?: AbortSignal;
    onNotice?(message: string): void;
  },
): Promise<PreparedChangeSet> {
  const { ref, operation, purpose, template, tags, signal, onNotice } = options;
  const { cloudFormation } = await access.clients(ref);
  const writer = new StackWriter(access);
  const name = changeSetName(operation, purpose);
  const discard = () =>
    discardChangeSet(
      access,
      UnexecutedChangeSet.ofOperation(ref, operation, purpose),
    );
  const bytes = Buffer.byteLength(template);
  const staged = stagedTemplate(access.settings, ref, { bytes, name });

  async function create(): Promise<ChangeSet | undefined> {
    signal?.throwIfAborted();
    let id: ChangeSetId = { name, stack: stackName(ref.suffix) };
    try {
      // Not aborted: AWS might still create it after the clean-up found nothing.
      const arn = await writer.createChangeSet(await options.authorize(), {
        purpose,
        template,
        tags,
        staged,
      });
      if (arn) id = { arn };
    } catch (error) {
      // It already exists, or another run has executed it and the stack has changed since it was read.
      const isRepeated =
        error instanceof Error &&
        (error.name === 'AlreadyExistsException' ||
          (error.name === 'ValidationError' &&
            (await readChangeSet(cloudFormation, id, signal).catch(
              () => undefined,
            ))));
      if (!isRepeated) throw staged ? refuseBucket(error, ref, staged) : error;
    }
    return awaitChangeSet(
      cloudFormation,
      id,
      access.settings.pollInterval,
      signal,
    );
  }

  let changeSet: ChangeSet | undefined;
  try {
    changeSet = await retryUntilAnswered(create, {
      signal,
      onNotice,
      retryTimeoutSeconds: access.settings.retryTimeout,
      pollInterval: access.settings.pollInterval,
    });
    signal?.throwIfAborted();
  } catch (error) {
    // Report the first error; the clean-up usually fails for the same reason.
    await discard().catch(() => {});
    signal?.throwIfAborted();
    if (!(error instanceof Error && refusedRequest.test(error.name))) {
      throw error;
    }
    throw overtaken.test(error.message)
      ? changed(ref)
      : refused(withCause(error.message));
  } finally {
    if (staged) {
      // A lifecycle rule of the bucket deletes objects left here.
      await writer.deleteStagedTemplate(ref, staged).catch(() => {});
    }
  }
  if (!changeSet || changeSet.state === 'obsolete') {
    await discard().catch(() => {});
    throw changed(ref);
  }
  // Read before the change set is deleted: its findings are deleted with it.
  const refusal =
    changeSet.state === 'failed'
      ? await refusalOf(cloudFormation, changeSet)
      : undefined;
  if (refusal || changeSet.state === 'empty') await discard();
  if (refusal) throw refusal;
  const warnings =
    changeSet.state === 'ready'
      ? await readWarnings(cloudFormation, changeSet)
      : [];
  return { ...changeSet, warnings };
}
