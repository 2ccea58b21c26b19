import type {
  HistoricOperation,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';

/** One operation: a change in the portal, unless it says otherwise. */
export const operation = (
  more: Partial<HistoricOperation> = {},
): HistoricOperation => ({
  id: 'deploy-1',
  kind: 'change',
  requester: { id: 'user:default/ada', from: 'portal' },
  startedAt: '2026-01-02T10:00:00.000Z',
  seconds: 125,
  outcome: 'updated',
  message: 'Environment demo in eu-west-2 was changed in 2 min 5 s.',
  differences: [{ path: 'service.maxTasks', from: '10', to: '14' }],
  hasEvents: true,
  ...more,
});

/** The history of the environment `demo`. */
export const historyOf = (
  items: HistoricOperation[] = [operation()],
  more: Partial<OperationHistory> = {},
): OperationHistory => ({
  ref: { account: '000000000000', region: 'eu-west-2', suffix: 'demo' },
  stackArn: 'arn:aws:cloudformation:eu-west-2:000000000000:stack/x/1',
  items,
  unread: [],
  readAt: '2026-01-02T12:00:00.000Z',
  ...more,
});
