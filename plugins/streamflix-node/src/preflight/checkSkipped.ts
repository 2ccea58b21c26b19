import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';

/** CloudFormation skips only resources that block a rollback. */
export const checkSkipped = (
  named: readonly string[] = [],
  blockedBy: readonly string[],
): Problem[] =>
  named.every(logicalId => blockedBy.includes(logicalId))
    ? []
    : [
        {
          path: 'skipResources',
          // Does not repeat the given value: it is no known name.
          message: `Resources to skip must block the rollback; what does: ${
            blockedBy.join(', ') || 'nothing that can be skipped'
          }.`,
        },
      ];
