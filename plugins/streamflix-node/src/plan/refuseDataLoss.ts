import type {
  Problem,
  ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';

const because = ({ properties }: ResourceChange) =>
  properties.length > 0 ? ` because of ${properties.join(', ')}` : '';

function whatHappens(change: ResourceChange): string {
  if (change.action === 'remove') return 'would be removed';
  return `${
    change.replacement === 'possible' ? 'may be' : 'would be'
  } replaced${because(change)}`;
}

/** The changes that lose data and are not allowed by name. */
export const unconfirmedLosses = (
  changes: readonly ResourceChange[],
  allowed: readonly string[] = [],
): ResourceChange[] =>
  changes.filter(
    ({ losesData, logicalId }) => losesData && !allowed.includes(logicalId),
  );

/**
 * Why the changes are refused: every loss of data the request does not name.
 *
 * @public
 */
export const refuseDataLoss = (
  changes: readonly ResourceChange[],
  allowed: readonly string[] = [],
): Problem[] =>
  unconfirmedLosses(changes, allowed).map(change => ({
    path: 'allowDataLoss',
    message: `${change.logicalId} (${change.type}) ${whatHappens(
      change,
    )}, and its data would be lost. Take the change back, or name ${
      change.logicalId
    } as data that may be lost: allowDataLoss, in the terminal --allow-data-loss ${
      change.logicalId
    }.`,
  }));
