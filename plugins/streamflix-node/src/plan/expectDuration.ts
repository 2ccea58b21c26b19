import {
  predictEnd,
  type ExpectedDuration,
  type LearnedDurations,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { plannedWork } from '../follow/plannedWork';

/**
 * How long the execution of a change set is expected to take, as the page of the operation will predict it at its start.
 *
 * @param templateBody - of the change set: its dependencies determine what can be done at the same time
 * @returns undefined when no resource changes
 */
export function expectDuration(
  templateBody: string,
  kind: 'create' | 'change',
  changes: readonly ResourceChange[],
  durations: LearnedDurations,
): ExpectedDuration | undefined {
  if (changes.length === 0) return undefined;
  const works = plannedWork({
    kind: kind === 'create' ? 'create' : 'update',
    isRollingBack: false,
    template: parseTemplate(templateBody),
    changes,
    started: new Map(),
  });
  const { end } = predictEnd(
    works.map(({ logicalId, type, action, dependsOn }) => ({
      id: logicalId,
      dependsOn,
      duration: action ? durations.expected(type, action) : 0,
    })),
    0,
    0,
  );
  return {
    seconds: Math.max(1, Math.round(end)),
    source: durations.isEmpty ? 'table' : 'earlier-operations',
  };
}
