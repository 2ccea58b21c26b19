import type { OperationEvent } from '../cloudformation/OperationEvent';
import { findBlockers } from './describeBlockers';

const event = (
  logicalId: string,
  status: string,
  reason?: string,
): OperationEvent => ({
  id: `${logicalId}-${status}`,
  at: '2026-01-01T00:00:00.000Z',
  logicalId,
  resourceType: 'AWS::Kinesis::Stream',
  status,
  reason,
  ofStack: logicalId === 'stack',
});

const holding = (...events: OperationEvent[]) =>
  findBlockers(events, 'UPDATE_FAILED').map(({ logicalId }) => logicalId);

describe('the resources that block a rollback', () => {
  it('is what failed on the way back, not what failed before and was never reached', () => {
    expect(
      holding(
        event('Service', 'UPDATE_FAILED', 'No tasks.'),
        event('stack', 'UPDATE_ROLLBACK_IN_PROGRESS'),
        event('Stream', 'UPDATE_FAILED', 'Busy.'),
        event('stack', 'UPDATE_ROLLBACK_FAILED'),
      ),
    ).toEqual(['Stream']);
  });

  it('is not what was cancelled because another failed', () => {
    expect(
      holding(
        event('stack', 'UPDATE_ROLLBACK_IN_PROGRESS'),
        event('Stream', 'UPDATE_FAILED', 'Busy.'),
        event('Queue', 'UPDATE_FAILED', 'Resource update cancelled'),
        event('stack', 'UPDATE_ROLLBACK_FAILED'),
      ),
    ).toEqual(['Stream']);
  });

  it('is what failed the last time it was continued', () => {
    expect(
      holding(
        event('stack', 'UPDATE_ROLLBACK_IN_PROGRESS'),
        event('Stream', 'UPDATE_FAILED', 'Busy.'),
        event('Queue', 'UPDATE_FAILED', 'Busy.'),
        event('stack', 'UPDATE_ROLLBACK_FAILED'),
        event('stack', 'UPDATE_ROLLBACK_IN_PROGRESS'),
        event('Stream', 'UPDATE_COMPLETE'),
        event('Queue', 'UPDATE_FAILED', 'Still busy.'),
        event('stack', 'UPDATE_ROLLBACK_FAILED'),
      ),
    ).toEqual(['Queue']);
  });
});
