import type { OperationHistory } from '@streamflix/backstage-plugin-streamflix-common';

/** A history for a reader: identities in AWS are shown only to users who may change the environment. */
export const historyFor = (
  history: OperationHistory,
  mayUpdate: boolean,
): OperationHistory =>
  mayUpdate
    ? history
    : {
        ...history,
        items: history.items.map(item =>
          item.requester.from === 'terminal'
            ? { ...item, requester: { from: 'terminal' } }
            : item,
        ),
      };
