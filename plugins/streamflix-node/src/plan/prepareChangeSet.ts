import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import type { RefusedError } from '../aws/RefusedError';
import { retryThrottled } from '../aws/retryThrottled';
import { withCause } from '../causes/findCause';
import { readFindings, type Finding } from '../cloudformation/readFindings';
import { awaitChangeSet, type ChangeSet } from './ChangeSet';
import {
  changed,
  deleteStaged,
  discardIn,
  refused,
  requestUntilAnswered,
  stagedFor,
  type ChangeSetRequest,
} from './requestChangeSet';

/** CloudFormation validated the change set and found what would fail; `DescribeEvents` has the details. */
const earlyValidation = /AWS::EarlyValidation::/;

/** A finding in one line: the resource, and AWS's message with its cause. */
const describeFinding = ({ logicalId, type, reason, path }: Finding) =>
  `${logicalId} (${type})${path ? `, at ${path}` : ''}: ${withCause(reason)}`;

/** What CloudFormation warns of, such as a quota that the deployment would exceed. */
interface ChangeSetWarning {
  message: string;
  /** The resource type whose quota it is about. */
  quotaOf?: string;
}

export async function readWarnings(
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
export async function refusalOf(
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
 * @throws RefusedError when CloudFormation refuses the template
 */
export async function prepareChangeSet(
  access: AwsAccess,
  options: ChangeSetRequest,
): Promise<PreparedChangeSet> {
  const { ref, signal } = options;
  const { cloudFormation } = await access.clients(ref);
  const discard = () => discardIn(access, options);
  const changeSet = await requestUntilAnswered(access, options, id =>
    awaitChangeSet(cloudFormation, id, access.settings.pollInterval, signal),
  ).finally(() => deleteStaged(access, ref, stagedFor(access, options)));
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
