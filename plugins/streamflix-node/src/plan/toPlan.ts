import {
  LearnedDurations,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { QuotaWarning } from '../offers/checkQuotas';
import type { Preflight } from '../preflight/preflight';
import type { Synthesis } from '../synthesis/synthesize';
import { expectDuration } from './expectDuration';
import type { Plan } from './Plan';
import type { PreparedChangeSet } from './prepareChangeSet';

/**
 * @param changeSet - undefined when an earlier failure must be recovered before there can be one
 * @param durations - what is known of the account
 */
export function toPlan(
  { ref, request, spec, synthesis, stack, warnings }: Preflight,
  quotas: readonly QuotaWarning[],
  changeSet: PreparedChangeSet | undefined,
  kind: 'create' | 'change',
  durations = new LearnedDurations(),
): Plan {
  const { bytes, resources } = synthesis;
  const empty = changeSet?.state === 'empty';
  const validated = changeSet?.warnings ?? [];
  // CloudFormation warns of the same quotas where it may read them.
  const ours = quotas.filter(
    ({ type }) => !type || validated.every(({ quotaOf }) => quotaOf !== type),
  );
  const changes =
    changeSet?.changes ?? (kind === 'create' ? everythingIn(synthesis) : []);
  return {
    ref,
    request,
    spec,
    kind: empty ? 'unchanged' : kind,
    stackArn: changeSet?.stackArn ?? stack?.arn ?? '',
    changeSetArn: empty ? undefined : changeSet?.arn,
    changes,
    expectedDuration: expectDuration(
      synthesis.templateBody,
      kind,
      changes,
      durations,
    ),
    synthesis: { bytes, resources },
    warnings: [
      ...warnings,
      ...[...ours, ...validated].map(({ message }) => message),
    ],
  };
}

/** The changes of a creation without a change set yet: every resource of the template. */
function everythingIn({ templateBody }: Synthesis): ResourceChange[] {
  const { Resources } = JSON.parse(templateBody) as {
    Resources: Record<string, { Type: string }>;
  };
  return Object.entries(Resources).map(([logicalId, { Type }]) => ({
    action: 'add',
    logicalId,
    type: Type,
    properties: [],
    losesData: false,
  }));
}
